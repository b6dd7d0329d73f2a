import type { Settings } from '../../models/settings.ts'
import type { Places } from '../runner/places.ts'
import { FetchFolder } from './fetch_folder.ts'

/** How a connection stands. Times are ISO 8601; null where there was none yet. */
export type ConnectionState = {
  readonly connection: string
  /** The feed or sender whose files it fetches. */
  readonly feed: string
  readonly triedAt: string | null
  readonly succeededAt: string | null
  /** Why the newest fetch failed; null where it did not. */
  readonly fault: string | null
  /** Files that no load took in yet, those that failed among them. */
  readonly waiting: number
}

/** How the connections of the settings stand, by what their folders tell: no run that is at work keeps it up. */
export const connectionStates = (
  places: Places,
  { connections }: Pick<Settings, 'connections'>,
): ConnectionState[] =>
  Object.entries(connections).map(([connection, { feed }]) => {
    const { state, waiting } = new FetchFolder(places, connection)
    return {
      connection,
      feed,
      triedAt: state.tried?.at ?? null,
      succeededAt: state.succeededAt,
      fault: state.tried?.fault ?? null,
      waiting: waiting.length,
    }
  })
