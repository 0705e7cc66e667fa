import { serve } from '@keelson/internal-sqlite/worker-server';
import { offsetStore } from './store.js';

serve(offsetStore);
