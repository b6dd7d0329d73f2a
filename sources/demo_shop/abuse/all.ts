import type { Persona } from '../personas.ts'
import { DOUBLE_DIPPER } from './double_dipper.ts'
import { FAKE_TRACKER } from './fake_tracker.ts'
import { OPPORTUNIST } from './opportunist.ts'
import { OVERSTATER } from './overstater.ts'
import { SERIAL_CLAIMER } from './serial_claimer.ts'
import { SWAPPER } from './swapper.ts'
import { WARDROBER } from './wardrober.ts'

/** Those whose accounts look like anybody's when they are opened. */
export const LONE_ABUSERS: readonly Persona[] = [
  OPPORTUNIST,
  SERIAL_CLAIMER,
  WARDROBER,
  SWAPPER,
  FAKE_TRACKER,
  OVERSTATER,
  DOUBLE_DIPPER,
]
