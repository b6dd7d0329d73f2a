import { type BuildReport, build } from './build.ts'
import { Traces } from './erase/traces.ts'
import { beginAnewWhereLost, letGoLoaded } from './fetch/loaded.ts'
import { type LoadReport, load } from './load.ts'
import { RecordLog } from './log/record_log.ts'
import { type OutboxReport, outbox } from './outbox.ts'
import { type PublishReport, publish } from './publish.ts'
import { type RetentionReport, retain } from './retention.ts'
import { resolveAsOf } from './runner/as_of.ts'
import type { Desk } from './runner/desk.ts'
import { loadedFrom } from './runner/places.ts'
import type { Progress } from './runner/progress.ts'

export type RunReport = {
  readonly asOf: string
  readonly load: LoadReport
  readonly build: BuildReport
  readonly score: BuildReport
  readonly published: PublishReport
  readonly outbox: OutboxReport
  /** What went because it was old; nothing where values are kept for good. */
  readonly retention: RetentionReport | null
}

/** Load, build, score, publish, and hand out the work that follows. */
export async function run(
  desk: Desk,
  options: { asOf?: string | undefined; progress: Progress },
): Promise<RunReport> {
  const loaded = await loadStage(desk, options.progress)
  const built = await buildStage(desk, 'build', options)
  const scored = await buildStage(desk, 'score', options)
  const { outbox, asOf, ...published } = await publishStage(desk, options)
  const isLimited = desk.settings.rawRetentionDays !== undefined
  const retention = isLimited ? await options.progress.stage('retention', () => retain(desk)) : null
  return { asOf, load: loaded, build: built, score: scored, published, outbox, retention }
}

export const loadStage = (desk: Desk, progress: Progress): Promise<LoadReport> =>
  progress.stage('load', async (onProgress) => {
    const from = loadedFrom(desk.places, desk.catalog.logged, desk.settings.connections)
    await beginAnewWhereLost(desk)
    for (const { at } of from.logs) await new RecordLog(at, 'load').mend()
    const report = await load(desk.warehouse, {
      ...desk.catalog,
      ...from,
      settings: desk.settings,
      runId: desk.runId,
      traces: Traces.of(desk.places),
      onProgress,
    })
    await letGoLoaded(desk, report.files)
    return report
  })

export async function buildStage(
  desk: Desk,
  stage: 'build' | 'score',
  { asOf: given, progress }: { asOf?: string | undefined; progress: Progress },
): Promise<BuildReport> {
  const asOf = await setAsOf(desk, given)
  const report = await progress.stage(stage, (onProgress) =>
    build(desk.warehouse, { ...desk, asOf, stage, onProgress }),
  )
  desk.record.stepsRun += report.built.length
  desk.record.stepsSkipped += report.skipped
  return report
}

export async function publishStage(
  desk: Desk,
  { asOf: given, progress }: { asOf?: string | undefined; progress: Progress },
): Promise<PublishReport & { asOf: string; outbox: OutboxReport }> {
  const asOf = await setAsOf(desk, given)
  const report = await progress.stage('publish', () => publish(desk, asOf))
  return { ...report, asOf, outbox: await progress.stage('outbox', () => outbox(desk, asOf)) }
}

async function setAsOf(desk: Desk, given: string | undefined): Promise<string> {
  const asOf = await resolveAsOf(desk.warehouse, given)
  await desk.warehouse.setAsOf(asOf)
  desk.record.asOf = asOf
  return asOf
}
