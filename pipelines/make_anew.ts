import { buildStage, publishStage } from './run.ts'
import type { Desk } from './runner/desk.ts'
import type { Progress } from './runner/progress.ts'

/** Builds what is due and publishes it as of the same instant as the run before, so that nothing else changes. */
export async function makeAnew(desk: Desk, progress: Progress): Promise<void> {
  const [last] = await desk.warehouse.rows<{ as_of: string }>(
    `select strftime(as_of, '%Y-%m-%dT%H:%M:%SZ') as as_of from ledger.runs
     where as_of is not null order by started_at desc limit 1`,
  )
  const options = { asOf: last?.as_of, progress }
  await buildStage(desk, 'build', options)
  await buildStage(desk, 'score', options)
  await publishStage(desk, options)
}
