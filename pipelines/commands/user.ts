import { userInfo } from 'node:os'
import { Command, Option } from 'commander'
import { type Places, placesOf } from '../runner/places.ts'
import type { Role } from '../serve/api/contract.ts'
import type { User } from '../serve/people/user.ts'
import { type Flags, print } from './flags.ts'

const roles = ['viewer', 'reviewer', 'admin'] as const satisfies readonly Role[]

export const userCommand = () =>
  new Command('user')
    .description(
      'Say who may sign in to what `recoup serve` serves. Each change counts from the next request on.',
    )
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(revokeCommand())
    .addHelpText(
      'after',
      `
Example: recoup user add rita --role reviewer
         recoup user list
         recoup user revoke rita`,
    )

const addCommand = () =>
  new Command('add')
    .description('Let somebody sign in, and print their token. It is shown this once.')
    .argument('<name>', 'the name under which they decide, or by which the proxy knows them')
    .addOption(
      new Option(
        '--role <role>',
        'viewer: all but cases; reviewer: cases too; admin: also lets go what others took',
      )
        .choices(roles)
        .makeOptionMandatory(),
    )
    .action(async (name: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<Flags & { role: Role }>()
      const { addUser } = await import('../serve/people/manage.ts')
      const places = placesOf(flags)
      const { user, token } = addUser(places.users, { name, role: flags.role })
      await trace(places, 'added_user', user.name)
      print(flags, { ...told(user), token }, [
        `${user.name} may sign in as ${user.role} with this token, which is not shown again:`,
        '',
        `  ${token}`,
        '',
        'Whoever has it is taken for them. If it gets lost, revoke them and add them anew.',
      ])
    })

const listCommand = () =>
  new Command('list')
    .description('List who may sign in, and who no longer may.')
    .action(async (_, command: Command) => {
      const flags = command.optsWithGlobals<Flags>()
      const { readUsers } = await import('../serve/people/users_file.ts')
      const users = readUsers(placesOf(flags).users)
      print(
        flags,
        users.map(told),
        users.length > 0
          ? users.map(({ name, role, added_at, revoked_at }) =>
              [
                name.padEnd(24),
                role.padEnd(9),
                `added ${added_at.slice(0, 10)}`,
                revoked_at && `revoked ${revoked_at.slice(0, 10)}`,
              ]
                .filter(Boolean)
                .join('  '),
            )
          : ['Nobody yet: `recoup user add NAME --role reviewer` adds somebody.'],
      )
    })

const revokeCommand = () =>
  new Command('revoke')
    .description('Let somebody sign in no more; where they are signed in, that ends too.')
    .argument('<name>', 'their name')
    .action(async (name: string, _: unknown, command: Command) => {
      const flags = command.optsWithGlobals<Flags>()
      const { revokeUser } = await import('../serve/people/manage.ts')
      const places = placesOf(flags)
      const user = revokeUser(places.users, name)
      await trace(places, 'revoked_user', user.name)
      print(flags, told(user), [`${user.name} can no longer sign in.`])
    })

/** Tells the audit trail what the user of this machine did. */
async function trace(places: Places, did: 'added_user' | 'revoked_user', about: string): Promise<void> {
  const { AuditTrail, trailFolder } = await import('../audit_trail.ts')
  await new AuditTrail(trailFolder(places)).write({ who: userInfo().username, did, about })
}

const told = ({ name, role, added_at, revoked_at }: User) => ({ name, role, added_at, revoked_at })
