import { Problem } from '../../runner/problems.ts'
import { secretName } from '../secret.ts'

/** What the database says where a fetch fails: SQLSTATE, or the code of the network. */
type Said = { readonly code?: string; readonly message: string }

type Known = {
  readonly code: RegExp
  readonly what: string
  readonly next: (secret: string) => string
  readonly mayPass?: true
  /** Whether the database’s own words follow. They quote the query, and no row. */
  readonly quotes?: true
}

const inPassing = () => 'look whether the database is up; the next fetch tries again by itself.'
const theQuery = () => 'mend the query in recoup.config.ts; psql as the same user shows where it fails.'

/** From the more particular to the more general. */
const known: readonly Known[] = [
  {
    code: /^28/,
    what: 'The database does not let this user in.',
    next: (secret) =>
      `check the user and the password in ${secret}, and that pg_hba.conf lets them in from here.`,
  },
  {
    code: /^3D000$/,
    what: 'There is no database of this name.',
    next: (secret) => `name another one in ${secret}.`,
  },
  {
    code: /^42501$/,
    what: 'The user may not read something that the query names',
    next: () => 'let it: `grant usage on schema … to …`, `grant select on … to …` (docs/connections.md).',
    quotes: true,
  },
  {
    code: /^25006$/,
    what: 'The query would write, and a connection only reads.',
    next: theQuery,
  },
  {
    code: /^(42|0A)/,
    what: 'The database cannot run the query',
    next: theQuery,
    quotes: true,
  },
  {
    code: /^57014$/,
    what: 'The query took longer than it may.',
    next: () =>
      'make it faster, such as by an index on its cursor column, or allow it more with mostMinutes.',
    mayPass: true,
  },
  {
    code: /^55P03$/,
    what: 'Something else has kept a table of the query locked.',
    next: inPassing,
    mayPass: true,
  },
  {
    code: /^(08|53|57P|40)/,
    what: 'The database is starting, ending or too busy.',
    next: inPassing,
    mayPass: true,
  },
  {
    code: /^(ENOTFOUND|EAI_AGAIN)$/,
    what: 'The host of the database is not known.',
    next: (secret) => `check the host in ${secret}, and that this machine reaches the network.`,
    mayPass: true,
  },
  {
    code: /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|ENOENT)$/,
    what: 'The database cannot be reached',
    next: inPassing,
    mayPass: true,
  },
]

/** Faults of the client, which have no code. */
const inWords: readonly (Omit<Known, 'code'> & { readonly says: RegExp })[] = [
  {
    says: /timeout expired|connection terminated|connection ended/i,
    what: 'The database did not answer, or went away.',
    next: inPassing,
    mayPass: true,
  },
  {
    says: /does not support SSL/i,
    what: 'The database takes no sealed connections (TLS).',
    next: (secret) =>
      `turn them on there; on a network that nobody else listens to, add ?sslmode=disable to ${secret}.`,
  },
  {
    says: /password must be a string/i,
    what: 'The database asks for a password, and the address has none.',
    next: (secret) => `add it to ${secret}.`,
  },
]

const ofCertificates =
  /^(CERT_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|UNABLE_TO_|ERR_TLS_|ERR_SSL_|HOSTNAME_MISMATCH)/

/** A fault of the database or of the way to it as a problem; any other fault as it is. Neither a secret nor a row is told. */
export function asDatabaseProblem(fault: unknown, connection: string, where: string): unknown {
  if (!(fault instanceof Error) || fault instanceof Problem) return fault
  const { code = '', message } = fault as Said
  const secret = secretName(connection, 'URL')
  if (ofCertificates.test(code))
    return new Problem('The database does not prove who it is: its certificate is not to be trusted.', {
      where,
      next: `name the certificate of who signed it as ?sslrootcert=/path/to/ca.crt in ${secret}.`,
    })
  const found = code
    ? known.find((one) => one.code.test(code))
    : inWords.find((one) => one.says.test(message))
  if (found) {
    const detail = found.quotes ? `: ${message}` : found.what.endsWith('.') ? '' : ` (${code})`
    const what = `${found.what}${detail}`.replace(/[.]?$/, '.')
    return new Problem(what, { where, next: found.next(secret), mayPass: found.mayPass ?? false })
  }
  // Of the database’s other faults some quote a value of a row.
  if (/^[0-9A-Z]{5}$/.test(code))
    return new Problem(`The database stopped the query (SQLSTATE ${code}).`, {
      where,
      next: `run the query with psql as the same user, which shows why.`,
    })
  return fault
}
