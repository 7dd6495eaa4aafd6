// One function a scene. Only for press/picture.
#pragma once

#include "press/article.h"
#include "press/picture/canvas.h"

namespace newsstand::press {

// land and water
void SceneMountain(Canvas& c);
void SceneField(Canvas& c);
void SceneForest(Canvas& c);
void SceneFarm(Canvas& c);
void SceneRiver(Canvas& c);
void SceneCoast(Canvas& c);
void SceneSea(Canvas& c);
void SceneHarbour(Canvas& c);
// town
void SceneSkyline(Canvas& c);
void SceneStreet(Canvas& c);
void SceneNight(Canvas& c);
void SceneRail(Canvas& c);
void SceneFactory(Canvas& c);
void SceneCourt(Canvas& c);
void SceneHospital(Canvas& c);
void SceneSchool(Canvas& c);
// people and what they do
void SceneCrowd(Canvas& c);
void ScenePortrait(Canvas& c);
void SceneStage(Canvas& c);
void SceneStadium(Canvas& c);
void SceneLab(Canvas& c);
void SceneSpace(Canvas& c);
// figures and places
void SceneChart(Canvas& c, const PictureWish& wish);
void SceneMap(Canvas& c, const PictureWish& wish);

}  // namespace newsstand::press
