// Builds the site from a published snapshot: `npm run build`, with the snapshot's path in the variable
// EVIDENCE_SOURCE__published__filename (absolute, or relative to where the command is given).
// The site lands in reports/build. Two builds at once would share their working folder: run one at a time.
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const VARIABLE = 'EVIDENCE_SOURCE__published__filename'
const reports = dirname(fileURLToPath(import.meta.url))
const source = join(reports, 'sources', 'published')
const evidence = join(reports, 'node_modules', '@evidence-dev', 'evidence', 'cli.js')
const snapshot = process.env[VARIABLE]
  ? resolve(process.env.INIT_CWD ?? process.cwd(), process.env[VARIABLE])
  : resolve(reports, '..', 'data', 'published', 'recoup.duckdb')

/** Ends the build with a sentence that says what to do. */
function stop(message) {
  console.error(message)
  process.exit(1)
}

function run(...args) {
  const { status } = spawnSync(process.execPath, [evidence, ...args], {
    cwd: reports,
    stdio: 'inherit',
    env: {
      ...process.env,
      // Whatever runs this build, it is a build: elsewhere Evidence adds developers' pages, which cannot be built
      NODE_ENV: 'production',
      // Evidence joins this path to the source's own folder, so an absolute one would not be found
      [VARIABLE]: relative(source, snapshot),
    },
  })
  if (status !== 0) stop(`The site was not built: "evidence ${args.join(' ')}" failed, see above.`)
}

if (!existsSync(evidence)) stop(`Evidence is not installed in ${reports}: run "npm ci" in the folder above it.`)
if (!existsSync(snapshot) || !statSync(snapshot).isFile()) {
  stop(`There is no published snapshot at ${snapshot}: make one with "recoup run", or name another in ${VARIABLE}.`)
}

// Evidence keeps results by the text of their query, whatever snapshot they came from, and never removes a page
for (const leftover of ['build', '.evidence']) rmSync(join(reports, leftover), { recursive: true, force: true })

run('sources', '--strict')
run('build:strict')
if (!existsSync(join(reports, 'build', 'index.html'))) stop('The site was not built: Evidence left no index.html, see above.')
