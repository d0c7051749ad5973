// npm run bench: all of them, one after the other. A target that is missed is exit code 1.
for (const name of ['startup', 'build', 'diff', 'bundles', 'fail', 'typecheck']) {
  await import(`./${name}.mjs`)
  process.stdout.write('\n')
}
