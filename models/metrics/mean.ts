import type { Query } from '../../warehouse/tables.ts'
import type { Settings } from '../settings.ts'
import { type Declaration, type Dimension, type Event, metric } from './metric.ts'

type MeanDeclaration<D extends Dimension> = Omit<
  Declaration<D, never>,
  'numerator' | 'denominator' | 'parts'
> & {
  /** What is measured, an amount an event. Those without an amount are passed over. */
  readonly measured: {
    readonly means: string
    readonly events: (settings: Settings) => Query<Event<NoInfer<D>>>
  }
  /** A few words: the events that were measured. */
  readonly over: string
}

/** Declares a metric that is the mean of what each of some events measures, such as the hours that it took. */
export const mean = <const D extends Dimension = never>({
  measured,
  over,
  ...declared
}: MeanDeclaration<D>) =>
  metric({
    ...declared,
    numerator: { means: measured.means, events: (settings) => [measured.events(settings)] },
    denominator: { means: over, events: 'those measured' },
  })
