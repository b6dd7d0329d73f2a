import type { Settings } from '../../models/settings.ts'
import type { Connection } from './connection.ts'

/** The connections of the settings, in their order. Nothing is connected to yet. */
export async function connectionsOf(
  { connections }: Pick<Settings, 'connections'>,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Connection[]> {
  const made: Connection[] = []
  for (const [name, settings] of Object.entries(connections)) {
    // Each kind is loaded only where the shop has one.
    switch (settings.from) {
      case 'postgres': {
        const { PostgresConnection } = await import('./postgres.ts')
        made.push(new PostgresConnection(name, settings, environment))
        break
      }
      case 'shopify': {
        const { ShopifyConnection } = await import('./shopify.ts')
        made.push(new ShopifyConnection(name, settings, environment))
      }
    }
  }
  return made
}
