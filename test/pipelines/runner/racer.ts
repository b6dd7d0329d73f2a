/**
 * One of many processes that reach for the same locks at the same instants. Says what it took, and holds it until
 * its input ends. Arguments: the folder of the locks, how many there are, and when the first is reached for.
 */
import { join } from 'node:path'
import { takeLock } from '../../../pipelines/runner/lock.ts'
import { Problem } from '../../../pipelines/runner/problems.ts'

const [, , folder = '', locks = '', begins = ''] = process.argv
const taken: number[] = []
for (let lock = 0; lock < Number(locks); lock++) {
  while (Date.now() < Number(begins) + lock * 10);
  try {
    takeLock(join(folder, `${lock}`, 'recoup.lock'), 'run')
    taken.push(lock)
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault
  }
}
console.log(JSON.stringify(taken))
process.stdin.resume()
