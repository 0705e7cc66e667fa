import { serve } from '@keelson/internal-sqlite/worker-server';
import { searchStore } from './store.js';

serve(searchStore);
