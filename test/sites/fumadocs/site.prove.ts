import { prove } from '../prove.js'
import { fumadocs } from './site.js'

prove(fumadocs)
