import { engineMemory } from './engine_memory.ts'
import { Problem } from './problems.ts'

type Known = {
  /** What the engine or the file system says. */
  readonly says: RegExp
  readonly what: string
  readonly where?: () => string
  readonly next: string
  readonly mayPass?: true
}

const again = 'then run the same command again: what was done is kept, and nothing is done twice.'

/** From the more particular to the more general. */
const known: readonly Known[] = [
  {
    says: /max_temp_directory_size|failed to offload/i,
    what: 'The disk has no room for what does not fit into memory.',
    next: `make room, or allow more memory with RECOUP_MEMORY, ${again}`,
    mayPass: true,
  },
  {
    says: /\bout of memory error|failed to allocate|could not allocate|ENOMEM/i,
    what: 'The engine ran out of memory.',
    where: () => `RECOUP_MEMORY, which is ${engineMemory()}`,
    next: `allow more with it, such as RECOUP_MEMORY=8GB, ${again}`,
  },
  {
    says: /no space left|ENOSPC|not enough space|EDQUOT|quota exceeded/i,
    what: 'The disk is full.',
    next: `make room, ${again}`,
    mayPass: true,
  },
  {
    says: /could not set lock on file/i,
    what: 'Another program has the file open.',
    next: `close it there, ${again}`,
    mayPass: true,
  },
  {
    says: /with version number \d+, but we can only read/i,
    what: 'The file was written by a newer version of the engine than this one.',
    next: 'install the version of Recoup that wrote it, or put back the copy of the file from before the upgrade.',
  },
  {
    says: /not a valid DuckDB database|could not read enough bytes|checksum|serialization error/i,
    what: 'The file is damaged, or is no DuckDB file.',
    next: 'put a copy of it back, or move it away: a run makes a new one from the inbox.',
  },
  {
    says: /EROFS|read-only file system|EACCES|EPERM|permission denied|operation not permitted/i,
    what: 'This may not be written to.',
    next: `let this user write there, or name another data directory with --data, ${again}`,
  },
  {
    says: /ENOTDIR|not a directory|EEXIST.*mkdir/i,
    what: 'There is a file where a folder should be.',
    next: `move the file away, or name another data directory with --data, ${again}`,
  },
]

/** Kinds of the engine's faults whose words are its own and not those of a file that it read. */
const ofTheMachine = /^(IO|FATAL|Out of Memory|TransactionContext|Serialization) Error/i

/** A fault of the machine as a problem that says what to do; any other fault as it is. */
export function asProblem(fault: unknown, folder = 'the data directory'): unknown {
  if (!(fault instanceof Error) || fault instanceof Problem) return fault
  const { code, path, message } = fault as NodeJS.ErrnoException
  if (!code && !ofTheMachine.test(message)) return fault
  const found = known.find(({ says }) => says.test(message))
  if (!found) return fault
  const where = found.where?.() ?? path ?? /file "([^"]+)"/i.exec(message)?.[1] ?? folder
  const problem = new Problem(found.what, { where, next: found.next, mayPass: found.mayPass ?? false })
  problem.cause = fault
  return problem
}
