// Loaded into a child: leaves behind what the child used, when it ends.
import { writeFileSync } from 'node:fs'

const report = process.env.BENCH_USAGE ?? ''
process.on('exit', () => writeFileSync(report, JSON.stringify(process.resourceUsage())))
