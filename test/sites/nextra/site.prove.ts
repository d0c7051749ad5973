import { prove } from '../prove.js'
import { nextra } from './site.js'

prove(nextra)
