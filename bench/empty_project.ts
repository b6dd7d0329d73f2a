import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { processTimed } from './recoup.ts'

const reports = fileURLToPath(new URL('../reports', import.meta.url))

/** Seconds that Evidence takes for a project of one page that says one word, with our project's settings. */
export function emptyProjectBuilt(): number {
  const project = mkdtempSync(join(tmpdir(), 'recoup-empty-project-'))
  try {
    for (const file of ['evidence.config.yaml', 'evidence.settings.json', 'package.json'])
      cpSync(join(reports, file), join(project, file))
    symlinkSync(join(reports, 'node_modules'), join(project, 'node_modules'))
    mkdirSync(join(project, 'pages'))
    writeFileSync(join(project, 'pages', 'index.md'), '# Empty\n')
    const evidence = join(project, 'node_modules', '@evidence-dev', 'evidence', 'cli.js')
    const where = { cwd: project, env: { ...process.env, NODE_ENV: 'production' } }
    return ['sources', 'build:strict']
      .map((command) => processTimed([evidence, command], where).seconds)
      .reduce((sum, seconds) => sum + seconds)
  } finally {
    rmSync(project, { recursive: true })
  }
}
