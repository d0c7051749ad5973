import { prove } from '../prove.js'
import { github } from './site.js'

prove(github)
