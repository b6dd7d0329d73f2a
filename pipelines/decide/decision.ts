import type { decisions } from '../../sources/feeds/decisions.ts'
import type { RecordIn } from '../log/record.ts'

/** A decision as the feed has it. */
export type Decision = RecordIn<typeof decisions>
