// npm run bench: runs all benchmarks, one after the other. A missed target sets exit code 1.
for (const name of ['startup', 'build', 'diff', 'bundles', 'fail', 'typecheck']) {
  await import(`./${name}.mjs`)
  process.stdout.write('\n')
}
