import { schedule as cron } from 'node-cron'
import type { Settings } from '../models/settings.ts'
import { channelsOf } from './alerts/channels.ts'
import { Alerts } from './alerts.ts'
import { takeLock } from './runner/lock.ts'
import { asProblem } from './runner/machine_faults.ts'
import { type Places, preparePlaces } from './runner/places.ts'
import { Problem } from './runner/problems.ts'
import { minuteOf } from './runner/said.ts'
import { Stopped, stoppable } from './runner/stopping.ts'
import { Health } from './schedule/health.ts'
import { readMemory, writeWhole } from './schedule/memory.ts'
import { pipelinesOf } from './schedule/pipeline.ts'
import { pipelineStates } from './schedule/pipeline_state.ts'
import { startRun } from './schedule/run_process.ts'
import { Scheduler } from './schedule/scheduler.ts'

/** Calls again and again, until the function that it gives is called. */
export type Ticks = (beat: () => Promise<void>) => () => void

const everyMinute: Ticks = (beat) => {
  const ticking = cron('* * * * *', beat, { suppressMissedWarning: true })
  return () => void ticking.destroy()
}

export type ScheduleOptions = {
  readonly clock?: () => Date
  readonly ticks?: Ticks
  /** Told what happens, in sentences. */
  readonly tell: (sentence: string) => void
}

/** Runs the pipelines at their times until the process is asked to end, which it then does cleanly. */
export async function schedule(
  places: Places,
  settings: Settings,
  { clock = () => new Date(), ticks = everyMinute, tell }: ScheduleOptions,
): Promise<void> {
  preparePlaces(places)
  const pipelines = pipelinesOf(settings)
  const release = takeLock(places.scheduleLock, 'schedule')
  try {
    const scheduler: Scheduler = new Scheduler({
      pipelines,
      memory: readMemory(places.schedule),
      keep: (memory) => writeWhole(places.schedule, memory),
      start: (pipeline) => startRun(places, pipeline),
      clock,
      tell,
      onEnd: () => void beat(),
    })
    for (const { pipeline, runs, next } of pipelineStates(pipelines, scheduler.memory, clock()))
      tell(
        `${pipeline}: \`recoup ${runs}\` next at ${next ? `${minuteOf(next)} UTC` : 'no time: its line fits no day'}.`,
      )
    const alerts = new Alerts(places, channelsOf(places, settings), tell)
    const health = new Health(places, settings, pipelines, alerts, clock)
    const beat = inTurn(async () => {
      scheduler.tick()
      await health.write(scheduler)
    }, tell)
    await stoppable(async (stop) => {
      const asked = new Promise((resolve) => stop.addEventListener('abort', resolve))
      await beat()
      const endTicks = ticks(beat)
      if (!stop.aborted) await asked
      endTicks()
      await scheduler.stop()
      await beat()
    })
  } catch (fault) {
    if (!(fault instanceof Stopped)) throw fault
    tell('Stopped.')
  } finally {
    release()
  }
}

/** One beat after the other, each of which may fail without ending those that follow. */
function inTurn(beat: () => Promise<void>, tell: (sentence: string) => void): () => Promise<void> {
  let last = Promise.resolve()
  return () => {
    last = last.then(beat).catch((thrown) => {
      const fault = asProblem(thrown)
      tell(
        `The schedule goes on, but ${fault instanceof Problem ? `${fault.message} (${fault.where})` : `met an unexpected fault: ${fault instanceof Error ? fault.message : fault}`}`,
      )
    })
    return last
  }
}
