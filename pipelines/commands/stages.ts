import { Command } from 'commander'
import type { Desk } from '../runner/desk.ts'
import { demandInbox, placesOf } from '../runner/places.ts'
import { saidOfBuild, saidOfLoad, saidOfOutbox, saidOfRetention } from '../runner/said.ts'
import { buildSite } from '../site.ts'
import { fetchBy } from './fetch.ts'
import { type AsOfFlag, asOfFlag, type Flags, print, progressOf } from './flags.ts'

/** `run` and its stages, each of which can be run alone. */
export const stageCommands = (): Command[] => [
  runCommand(),
  loadCommand(),
  buildCommand(),
  scoreCommand(),
  publishCommand(),
]

const runCommand = () =>
  new Command('run')
    .description('Fetch and load what is new, build, score, publish, and hand out the work that follows.')
    .option(...asOfFlag)
    .option('--site', 'then build the pages too')
    .addHelpText('after', '\nExample: recoup run --data ./shop --site')
    .action(async (flags: Flags & AsOfFlag & { site?: boolean }) => {
      const places = placesOf(flags)
      const progress = progressOf(flags)
      demandInbox(places)
      const fetched = await fetchBy(places, progress)
      const { atDesk } = await import('../runner/desk.ts')
      const { run } = await import('../run.ts')
      const { saidOfFetch } = await import('../fetch/said.ts')
      const report = await atDesk(places, 'run', (desk) => run(desk, { asOf: flags.asOf, progress }))
      const site = flags.site
        ? await progress.stage('site', (onProgress) => buildSite(places, onProgress))
        : null
      print(flags, { fetched, ...report, site }, [
        ...saidOfFetch(fetched),
        ...saidOfLoad(report.load),
        ...saidOfBuild(report.build),
        ...saidOfBuild(report.score),
        `Published ${report.published.tables} tables as of ${report.asOf} UTC: ${report.published.path}`,
        ...saidOfOutbox(report.outbox, places),
        ...saidOfRetention(report.retention),
        ...(site ? [`The pages are in ${site.path}`] : []),
      ])
    })

const loadCommand = () =>
  new Command('load')
    .description('Fetch what is new by the connections, and load the files that were not loaded before.')
    .addHelpText('after', '\nExample: recoup load --inbox /mnt/exports')
    .action(async (flags: Flags) => {
      demandInbox(placesOf(flags))
      const fetched = await fetchBy(placesOf(flags), progressOf(flags))
      const { saidOfFetch } = await import('../fetch/said.ts')
      return alone(
        flags,
        'load',
        async ({ loadStage }, desk) => ({ fetched, ...(await loadStage(desk, progressOf(flags))) }),
        (report) => [...saidOfFetch(fetched), ...saidOfLoad(report)],
      )
    })

const buildCommand = () =>
  new Command('build')
    .description('Bring the tables up to date that rest on no score.')
    .option(...asOfFlag)
    .addHelpText('after', '\nExample: recoup build')
    .action((flags: Flags & AsOfFlag) =>
      alone(
        flags,
        'build',
        ({ buildStage }, desk) =>
          buildStage(desk, 'build', { asOf: flags.asOf, progress: progressOf(flags) }),
        saidOfBuild,
      ),
    )

const scoreCommand = () =>
  new Command('score')
    .description('Score the cases, and bring the tables up to date that rest on scores.')
    .option(...asOfFlag)
    .addHelpText('after', '\nExample: recoup score')
    .action((flags: Flags & AsOfFlag) =>
      alone(
        flags,
        'score',
        ({ buildStage }, desk) =>
          buildStage(desk, 'score', { asOf: flags.asOf, progress: progressOf(flags) }),
        saidOfBuild,
      ),
    )

const publishCommand = () =>
  new Command('publish')
    .description('Write the snapshot that reports read, in one move, and hand out the work that follows.')
    .option(...asOfFlag)
    .addHelpText('after', '\nExample: recoup publish')
    .action((flags: Flags & AsOfFlag) =>
      alone(
        flags,
        'publish',
        ({ publishStage }, desk) => publishStage(desk, { asOf: flags.asOf, progress: progressOf(flags) }),
        ({ path, tables, asOf, outbox }) => [
          `Published ${tables} tables as of ${asOf} UTC: ${path}`,
          ...saidOfOutbox(outbox, placesOf(flags)),
        ],
      ),
    )

async function alone<Report>(
  flags: Flags,
  command: string,
  work: (stages: typeof import('../run.ts'), desk: Desk) => Promise<Report>,
  said: (report: Report) => string[],
): Promise<void> {
  const { atDesk } = await import('../runner/desk.ts')
  const stages = await import('../run.ts')
  const report = await atDesk(placesOf(flags), command, (desk) => work(stages, desk))
  print(flags, report, said(report))
}
