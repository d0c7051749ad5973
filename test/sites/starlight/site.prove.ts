import { prove } from '../prove.js'
import { starlight } from './site.js'

prove(starlight)
