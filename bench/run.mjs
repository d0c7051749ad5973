// npm run bench: all of them, one after the other. A target that is missed is exit code 1.
await import('./startup.mjs')
process.stdout.write('\n')
await import('./build.mjs')
process.stdout.write('\n')
await import('./diff.mjs')
