import { startFresh } from './fresh';
import { startPictures } from './pictures';
import { startShortcuts } from './shortcuts';
import { startTheme } from './theme';
import { startTimes } from './times';

startTimes();
startTheme();
startPictures();
startShortcuts();
startFresh();
