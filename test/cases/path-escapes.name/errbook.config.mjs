const changelog = {
  name: 'changelog',
  options: { safeParse: (data) => ({ success: true, data }) },
  audience: 'public',
  start: ({ catalog }) => ({
    findings: [],
    job: {
      entry: () => ({ artifacts: [] }),
      rest: () => [{ path: 'changes/aux.md', contents: `${catalog.entries.length} errors\n` }],
    },
  }),
}

export default {
  catalog: 'errors',
  outputs: [{ emit: changelog, to: 'docs/errors' }],
  rules: { stub: 'off' },
}
