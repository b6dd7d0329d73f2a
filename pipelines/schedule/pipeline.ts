import type { Settings } from '../../models/settings.ts'
import { CronLine } from './cron_line.ts'

/** What is run again and again, and when. */
export type Pipeline = Settings['schedule'][string] & { readonly name: string; readonly line: CronLine }

/** The pipelines of the settings, in the order in which they stand there: the first goes first. */
export const pipelinesOf = ({ schedule, timeZone }: Pick<Settings, 'schedule' | 'timeZone'>): Pipeline[] =>
  Object.entries(schedule).map(([name, given]) => ({
    ...given,
    name,
    line: new CronLine(given.cron, given.timeZone ?? timeZone),
  }))
