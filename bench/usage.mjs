// Loaded into a child process: records its CPU time and memory when it ends.
import { writeFileSync } from 'node:fs'

const report = process.env.BENCH_USAGE ?? ''
process.on('exit', () => writeFileSync(report, JSON.stringify(process.resourceUsage())))
