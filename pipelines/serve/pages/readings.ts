import type { Person } from '../api/contract.ts'
import type { OnAct } from '../on_act.ts'
import type { Found } from './sites.ts'

/**
 * Who read which file of cases. A page reads two dozen, again with each visit: of each file of one built site it is told
 * once for each person.
 */
export class Readings {
  readonly #onAct: OnAct
  #site = ''
  #told = new Set<string>()

  constructor(onAct: OnAct) {
    this.#onAct = onAct
  }

  async tell({ name, role }: Person, { generation, file }: Found): Promise<void> {
    if (generation.id !== this.#site) {
      this.#site = generation.id
      this.#told = new Set()
    }
    const reading = `${name} ${file}`
    if (this.#told.has(reading)) return
    await this.#onAct({ who: name, role, did: 'read_case_files', about: file })
    this.#told.add(reading)
  }
}
