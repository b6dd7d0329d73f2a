import { stat } from 'node:fs/promises'
import { Problem } from '../runner/problems.ts'

/** Which folder a path leads to: another one, or none, when a share was unmounted or the folder moved away. */
const identityOf = (folder: string): Promise<string> =>
  stat(folder).then(
    ({ dev, ino }) => `${dev} ${ino}`,
    () => 'none',
  )

/** Gives a check that the inbox is still there, to be asked before what was found in it is taken for all there is. */
export async function presenceOf(inbox: string): Promise<() => Promise<void>> {
  const before = await identityOf(inbox)
  return async () => {
    if ((await identityOf(inbox)) === before) return
    throw new Problem('The inbox vanished while it was being loaded.', {
      where: inbox,
      next: 'bring it back and run again: what was loaded stays, and the rest is loaded then.',
      mayPass: true,
    })
  }
}
