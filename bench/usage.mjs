// Loaded into a child process. Records the CPU time and memory of the process when it ends.
import { writeFileSync } from 'node:fs'

const report = process.env.BENCH_USAGE ?? ''
process.on('exit', () => writeFileSync(report, JSON.stringify(process.resourceUsage())))
