import { LONE_ABUSERS } from './abuse/all.ts'
import { HONEST, type Persona } from './personas.ts'
import type { Random } from './random.ts'

/** The honest majority in its kinds. */
const HONEST_KINDS: readonly Persona[] = [
  HONEST,
  {
    name: 'forgetful',
    share: 0.05,
    activity: 1,
    returning: 0.8,
    impatience: 0.9,
    overlooking: 0.011,
    taste: 'usual',
  },
  {
    name: 'impatient',
    share: 0.045,
    activity: 1.1,
    returning: 1,
    impatience: 2.8,
    overlooking: 0.0015,
    taste: 'usual',
  },
  {
    name: 'heavy_returner',
    share: 0.035,
    activity: 1.7,
    returning: 3.2,
    impatience: 1,
    overlooking: 0.0003,
    taste: 'usual',
  },
  {
    name: 'bracketer',
    share: 0.035,
    activity: 1.4,
    returning: 1.2,
    impatience: 1,
    overlooking: 0.0003,
    taste: 'several_sizes',
  },
]
const EVERYONE = [...HONEST_KINDS, ...LONE_ABUSERS]
const SHARES = EVERYONE.map((persona) => persona.share)

/** Whoever opens an account next. */
export function somebody(random: Random): Persona {
  return EVERYONE[random.weighted(SHARES)] as Persona
}
