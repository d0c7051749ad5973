export default {
  catalog: 'errors',
  outputs: [{ emit: { name: 'changelog', audience: 'public', render: () => '' }, to: 'docs/errors' }],
  rules: { stub: 'off' },
}
