const counter = globalThis as { imported?: number };
counter.imported = (counter.imported ?? 0) + 1;
