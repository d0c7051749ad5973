import { prove } from '../prove.js'
import { mintlify } from './site.js'

prove(mintlify)
