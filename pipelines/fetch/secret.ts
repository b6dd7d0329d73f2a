import { Problem } from '../runner/problems.ts'

/** The variable of the environment that holds a connection's secret: `RECOUP_MY_SHOP_TOKEN`. */
export const secretName = (connection: string, kind: 'URL' | 'TOKEN'): string =>
  `RECOUP_${connection.toUpperCase()}_${kind}`

/** A connection's secret, without which nothing can be fetched. */
export function demandSecret(
  connection: string,
  kind: 'URL' | 'TOKEN',
  environment: NodeJS.ProcessEnv,
): string {
  const name = secretName(connection, kind)
  const secret = environment[name]
  if (secret) return secret
  throw new Problem(`The connection ${connection} has no secret: ${name} is not set.`, {
    where: name,
    next: `set ${name} in the environment of whatever starts Recoup; docs/connections.md says to what.`,
  })
}
