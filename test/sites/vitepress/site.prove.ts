import { prove } from '../prove.js'
import { vitepress } from './site.js'

prove(vitepress)
