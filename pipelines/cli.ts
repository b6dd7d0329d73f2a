import { Command, CommanderError } from 'commander'
import project from '../package.json' with { type: 'json' }
import { auditCommand } from './commands/audit.ts'
import { backfillCommand } from './commands/backfill.ts'
import { backtestCommand } from './commands/backtest.ts'
import { decideCommand } from './commands/decide.ts'
import { demoCommands } from './commands/demo.ts'
import { docsCommand } from './commands/docs.ts'
import { dossierCommand } from './commands/dossier.ts'
import { eraseCommand } from './commands/erase.ts'
import { evaluateCommand } from './commands/evaluate.ts'
import { explainCommand } from './commands/explain.ts'
import { exportCommand } from './commands/export.ts'
import { fetchCommand } from './commands/fetch.ts'
import { planCommand } from './commands/plan.ts'
import { proposeCommand } from './commands/propose.ts'
import { quarantineCommand } from './commands/quarantine.ts'
import { queueCommand } from './commands/queue.ts'
import { replayCommand } from './commands/replay.ts'
import { rotateKeyCommand } from './commands/rotate_key.ts'
import { scheduleCommand } from './commands/schedule.ts'
import { senderCommand } from './commands/sender.ts'
import { serveCommand } from './commands/serve.ts'
import { siteCommands } from './commands/site.ts'
import { stageCommands } from './commands/stages.ts'
import { statusCommand } from './commands/status.ts'
import { suppressCommand } from './commands/suppress.ts'
import { userCommand } from './commands/user.ts'
import { asProblem } from './runner/machine_faults.ts'
import { describeProblem, Problem } from './runner/problems.ts'

const seeHelp = '(add --help for what it takes)'

/** Why a command failed, as another program is told it. */
export type ToldFault = { readonly message: string; readonly mayPass: boolean }

/** Runs one command; gives the exit code: 0 fine, 1 failed, 2 wrong usage. */
export async function main(
  argv: readonly string[],
  tellParent: (fault: ToldFault) => void = () => undefined,
): Promise<number> {
  const program = new Command('recoup')
    .description('Returns-fraud and post-purchase analytics on your own machine.')
    .version(project.version)
    .addHelpText('after', '\nExample: recoup demo --data ./demo')
    .showHelpAfterError(seeHelp)
    .exitOverride()
  const commands = [
    ...stageCommands(),
    fetchCommand(),
    senderCommand(),
    ...siteCommands(),
    serveCommand(),
    userCommand(),
    planCommand(),
    backfillCommand(),
    scheduleCommand(),
    statusCommand(),
    quarantineCommand(),
    queueCommand(),
    decideCommand(),
    suppressCommand(),
    explainCommand(),
    evaluateCommand(),
    proposeCommand(),
    backtestCommand(),
    dossierCommand(),
    replayCommand(),
    exportCommand(),
    docsCommand(),
    auditCommand(),
    eraseCommand(),
    rotateKeyCommand(),
    ...demoCommands(),
  ]
  for (const command of commands) {
    for (const one of [withPlaces(command), ...command.commands])
      one.showHelpAfterError(seeHelp).exitOverride().configureHelp({ showGlobalOptions: true })
    program.addCommand(command)
  }
  try {
    await program.parseAsync(argv)
    return 0
  } catch (fault) {
    if (fault instanceof CommanderError) return fault.exitCode === 0 ? 0 : 2
    const problem = asProblem(fault)
    tellParent(
      problem instanceof Problem
        ? { message: problem.message, mayPass: problem.mayPass }
        : { message: 'It met an unexpected fault; its log says which.', mayPass: false },
    )
    return told(problem, argv.includes('--verbose'))
  }
}

/** The flags that every command takes. */
const withPlaces = (command: Command): Command =>
  command
    .option('--data <dir>', 'the data directory (else RECOUP_DATA, else ./data)')
    .option('--inbox <dir>', 'where the feed files are (else RECOUP_INBOX, else <data>/inbox)')
    .option('--json', 'print the result as JSON')
    .option('--quiet', 'no progress')
    .option('--verbose', 'show where in the code a fault arose')

function told(fault: unknown, verbose: boolean): number {
  if (fault instanceof Problem) console.error(describeProblem(fault))
  else console.error(`An unexpected fault: ${fault instanceof Error ? fault.message : String(fault)}`)
  const arose = fault instanceof Problem ? (fault.cause ?? fault) : fault
  if (verbose && arose instanceof Error) console.error(arose.stack)
  else if (!(fault instanceof Problem))
    console.error('  next:  run the command again with --verbose and report what it prints.')
  return 1
}
