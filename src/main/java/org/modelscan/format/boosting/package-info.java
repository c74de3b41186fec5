/** Ensembles of trees: XGBoost, LightGBM, CatBoost. */
@NullMarked
package org.modelscan.format.boosting;

import org.jspecify.annotations.NullMarked;
