// Loaded into a child: leaves behind what the child used, when it ends.
import { writeFileSync } from 'node:fs'

process.on('exit', () =>
  writeFileSync(process.env.BENCH_USAGE, JSON.stringify(process.resourceUsage())),
)
