// Imported into a measured process and into all that it starts: at its end each writes down its largest memory.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.env.BENCH_PEAKS
process.on('exit', () => {
  // In KiB, whatever the system.
  if (folder) writeFileSync(join(folder, String(process.pid)), String(process.resourceUsage().maxRSS))
})
