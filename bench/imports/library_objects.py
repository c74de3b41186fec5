"""Objects of real libraries, as people store them: one function a library, each yields (label, object).

An object that a library cannot make here (a missing extra, another version) is skipped with its reason.
"""

from __future__ import annotations

import collections
import datetime
import decimal
import fractions
import functools
import operator
import pathlib
import random
import re
import uuid
import warnings

SKIPPED: list[str] = []


def attempt(label, make):
    """Makes one object, or notes why not."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield label, make()
    except Exception as reason:  # whatever a library raises
        SKIPPED.append(f"{label}: {type(reason).__name__}: {str(reason)[:80]}")


def python():
    import argparse
    import array
    import enum
    import inspect
    import ipaddress
    import itertools
    import logging
    import types
    import typing

    yield from {
        "dates": [datetime.date.today(), datetime.datetime.now(datetime.timezone.utc), datetime.timedelta(1)],
        "numbers": [decimal.Decimal("1.5"), fractions.Fraction(1, 3), 1j, 1 << 99, decimal.getcontext().copy()],
        "containers": [
            collections.OrderedDict(a=1), collections.Counter("ab"), collections.deque([1], 3),
            collections.defaultdict(int), collections.ChainMap({}), collections.UserDict(a=1), {1}, frozenset([1]),
        ],
        "texts": [re.compile("a.*b", re.I), uuid.uuid4(), pathlib.Path("/x"), pathlib.PurePosixPath("a/b")],
        "bytes": [b"\xff\x00", bytearray(b"\xff"), array.array("d", [1.0])],
        "callables": [functools.partial(int, base=2), operator.itemgetter(1, 2), operator.attrgetter("real"), len, print],
        "iterators": [
            iter([1, 2]), iter((1,)), reversed([1]), zip([1], [2]), enumerate([1]), map(str, [1]), range(3), slice(1),
            itertools.chain([1], [2]), itertools.count(1), itertools.cycle([1]), itertools.repeat(1), itertools.islice([1], 1),
        ],
        "annotations": [typing.List[int], typing.Optional[str], typing.Any, list[int], int | None, typing.Union[int, str]],
        "constants": [None, ..., NotImplemented, type(None), type(...)],
        "records": [argparse.Namespace(a=1), types.SimpleNamespace(a=1), inspect.signature(lambda a, b=1: None)],
        "errors": [ValueError("x"), KeyError(1), OSError(2, "x")],
        "random": random.Random(1),
        "logger": logging.getLogger("x"),
        "enum": [re.RegexFlag.I, enum.Flag, inspect.Parameter.POSITIONAL_ONLY, __import__("signal").Signals.SIGTERM],
        "addresses": [ipaddress.ip_address("203.0.113.1"), ipaddress.ip_network("203.0.113.0/24")],
        "method": [collections.OrderedDict().move_to_end, "abc".upper, dict.fromkeys, str.lower],
    }.items()


def numpy():
    import numpy as np

    yield from {
        "arrays": [np.arange(3), np.ones((2, 2), order="F"), np.array(["a", "b"]), np.array([b"x"]), np.array([], "f4")],
        "object array": np.array([1, "a", None, {"x": 1}], dtype=object),
        "structured": np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")]),
        "dates": [np.datetime64("2024-01-01"), np.array(["2024-01-01"], "datetime64[D]"), np.timedelta64(1, "D")],
        "scalars": [t(1) for t in (np.int8, np.uint16, np.int64, np.float16, np.float32, np.float64, np.complex64, np.bool_)],
        "types": [np.float64, np.int64, np.dtype("f4"), np.dtype("O"), np.ndarray],
        "masked": [np.ma.array([1, 2], mask=[0, 1]), np.ma.masked, np.ma.array([(1, 2)], dtype=[("a", int), ("b", int)])[0]],
        "matrix": np.matrix([[1]]),
        "recarray": np.rec.array([(1, 2)], names="a,b"),
        "memmap": np.memmap(__import__("tempfile").NamedTemporaryFile(), dtype="f4", mode="w+", shape=3),
        "ufuncs": [np.log1p, np.exp, np.sqrt, np.add, np.isnan],
        "functions": [np.mean, np.median, np.nanmean, np.std, np.max, np.argmax, np.linalg.norm],
        "polynomials": [np.poly1d([1, 2]), np.polynomial.Polynomial([1, 2]), np.polynomial.Chebyshev([1])],
        "generators": [np.random.RandomState(1), np.random.default_rng(1), np.random.SeedSequence(1)],
        "bit generators": [b(1) for b in (np.random.MT19937, np.random.PCG64, np.random.PCG64DXSM, np.random.Philox, np.random.SFC64)],
        "vectorize": np.vectorize(np.sqrt),
        "busday": np.busdaycalendar(),
        "shared generator": np.random.rand,
        "chararray": np.char.array(["a"]),
        "finfo": [np.s_[1:2, ::3]],
    }.items()


def scipy():
    import numpy as np
    from scipy import integrate, interpolate, optimize, signal, sparse, spatial, special, stats

    x, y = np.arange(8.0), np.arange(8.0) ** 2
    for kind in ("bsr", "coo", "csc", "csr", "dia", "dok", "lil"):
        yield from attempt(f"{kind}_matrix", lambda: getattr(sparse, f"{kind}_matrix")(np.eye(3)))
        yield from attempt(f"{kind}_array", lambda: getattr(sparse, f"{kind}_array")(np.eye(3)))
    for name, make in {
        "interp1d": lambda: interpolate.interp1d(x, y),
        "UnivariateSpline": lambda: interpolate.UnivariateSpline(x, y),
        "BSpline": lambda: interpolate.make_interp_spline(x, y),
        "CubicSpline": lambda: interpolate.CubicSpline(x, y),
        "Pchip": lambda: interpolate.PchipInterpolator(x, y),
        "Akima": lambda: interpolate.Akima1DInterpolator(x, y),
        "RBF": lambda: interpolate.RBFInterpolator(x[:, None], y),
        "Rbf": lambda: interpolate.Rbf(x, y),
        "grid": lambda: interpolate.RegularGridInterpolator((x, x), np.outer(y, y)),
        "nearest": lambda: interpolate.NearestNDInterpolator(np.c_[x, y], y),
        "linear": lambda: interpolate.LinearNDInterpolator(np.random.rand(9, 2), np.arange(9.0)),
        "clough": lambda: interpolate.CloughTocher2DInterpolator(np.random.rand(9, 2), np.arange(9.0)),
        "RectBivariateSpline": lambda: interpolate.RectBivariateSpline(x, x, np.outer(y, y)),
        "krogh": lambda: interpolate.KroghInterpolator(x, y),
        "barycentric": lambda: interpolate.BarycentricInterpolator(x, y),
        "KDTree": lambda: spatial.KDTree(np.c_[x, y]),
        "cKDTree": lambda: spatial.cKDTree(np.c_[x, y]),
        "Rotation": lambda: spatial.transform.Rotation.from_euler("x", 1),
        "OptimizeResult": lambda: optimize.minimize(np.linalg.norm, [1.0]),
        "Bounds": lambda: [optimize.Bounds(0, 1), optimize.LinearConstraint(np.eye(1), 0, 1)],
        "lti": lambda: signal.lti([1], [1, 2]),
        "OdeResult": lambda: integrate.solve_ivp(np.add, (0, 1), [1.0]),
        "frozen": lambda: [stats.norm(0, 1), stats.uniform(0, 1), stats.loguniform(1e-3, 1), stats.randint(1, 9), stats.expon()],
        "distribution": lambda: [stats.norm, stats.beta, stats.poisson],
        "histogram": lambda: stats.rv_histogram(np.histogram(y)),
        "kde": lambda: stats.gaussian_kde(y),
        "multivariate": lambda: stats.multivariate_normal([0, 0]),
        "results": lambda: [stats.linregress(x, y), stats.describe(y), stats.ttest_ind(x, y), stats.ks_2samp(x, y), stats.spearmanr(x, y)],
        "ufuncs": lambda: [special.expit, special.logit, special.gamma, special.erf],
        "functions": lambda: [special.softmax, special.logsumexp, spatial.distance.cosine, stats.gmean, stats.zscore],
        "orthopoly": lambda: special.legendre(2),
        "sobol": lambda: stats.qmc.Sobol(2),
        "operator": lambda: sparse.linalg.aslinearoperator(np.eye(2)),
    }.items():
        yield from attempt(name, make)


def pandas():
    import numpy as np
    import pandas as pd
    from pandas.tseries.holiday import USFederalHolidayCalendar

    frame = pd.DataFrame({"a": [1, 2], "b": ["x", "y"], "c": [1.5, None], "d": pd.date_range("2024", periods=2)})
    for name, make in {
        "frame": lambda: frame,
        "series": lambda: frame["a"],
        "categories": lambda: frame.assign(b=frame["b"].astype("category")),
        "time zones": lambda: frame.assign(d=frame["d"].dt.tz_localize("Europe/Berlin"), e=frame["d"].dt.tz_localize("UTC")),
        "nullable": lambda: frame.convert_dtypes(),
        "sparse": lambda: pd.DataFrame({"a": pd.arrays.SparseArray([0, 0, 1])}),
        "periods": lambda: frame.assign(p=pd.period_range("2024", periods=2, freq="M")),
        "intervals": lambda: frame.assign(i=pd.interval_range(0, 2)),
        "durations": lambda: frame.assign(t=pd.to_timedelta([1, 2], "s")),
        "indexes": lambda: [
            pd.Index(["a"]), pd.RangeIndex(3), pd.DatetimeIndex(["2024"]), pd.CategoricalIndex(["a"]),
            pd.MultiIndex.from_product([[1], ["a"]]), pd.period_range("2024", periods=2), pd.interval_range(0, 2),
            pd.timedelta_range("1D", periods=2), pd.Index([1.5]), pd.Index([1], dtype="uint64"),
        ],
        "scalars": lambda: [pd.Timestamp("2024"), pd.Timestamp("2024", tz="UTC"), pd.Timedelta(1), pd.NaT, pd.NA, pd.Period("2024"), pd.Interval(0, 1)],
        "offsets": lambda: [getattr(pd.offsets, n)() for n in pd.offsets.__all__ if n not in ("FY5253", "FY5253Quarter", "LastWeekOfMonth", "WeekOfMonth")],
        "holidays": lambda: pd.offsets.CustomBusinessDay(calendar=USFederalHolidayCalendar()),
        "dtypes": lambda: [pd.CategoricalDtype(["a"]), pd.Int64Dtype(), pd.StringDtype(), pd.DatetimeTZDtype(tz="UTC"), pd.SparseDtype()],
        "groups": lambda: frame.groupby("a"),
        "rolling": lambda: frame[["a"]].rolling(2),
        "extension index": lambda: pd.DataFrame({"a": [1]}, index=pd.Index([1], name="n")).T,
        "object column": lambda: pd.DataFrame({"a": [{"x": np.float64(1)}, None]}),
    }.items():
        yield from attempt(name, make)


def _fitted(estimator, data):
    features, classes, values, table = data
    for target in (classes, values, table, None):
        try:
            return estimator.fit(features, target) if target is not None else estimator.fit(features)
        except Exception as reason:
            last = reason
    raise last


def _estimators(found, construct):
    import numpy as np

    generator = np.random.RandomState(0)
    features = np.abs(generator.rand(40, 4)) + 0.1
    data = (features, generator.randint(0, 2, 40), features @ np.arange(4.0) + 1, generator.rand(40, 2))
    for name, kind in found:
        def make(kind=kind):
            estimator = construct(kind)
            return _fitted(estimator, data)

        yield from attempt(name, make)


def sklearn():
    import numpy as np
    from sklearn import compose, datasets, ensemble, feature_extraction, feature_selection, gaussian_process, linear_model
    from sklearn import metrics, model_selection, multiclass, multioutput, neighbors, pipeline, preprocessing, svm, tree
    from sklearn.experimental import enable_halving_search_cv, enable_iterative_imputer  # noqa: F401
    from sklearn.utils import all_estimators
    from sklearn.utils.estimator_checks import _construct_instance

    yield from _estimators(all_estimators(), _construct_instance)
    features, target = datasets.load_iris(return_X_y=True)
    texts, labels = ["a good day", "a bad day", "good", "bad"], [1, 0, 1, 0]
    kernels = gaussian_process.kernels
    every = kernels.ConstantKernel() * kernels.RBF() + kernels.Matern() + kernels.WhiteKernel() + kernels.RationalQuadratic()
    forest = ensemble.RandomForestClassifier(3)
    for name, make in {
        "text pipeline": lambda: pipeline.make_pipeline(feature_extraction.text.TfidfVectorizer(), linear_model.LogisticRegression()).fit(texts, labels),
        "hashing": lambda: feature_extraction.text.HashingVectorizer().fit(texts),
        "count": lambda: feature_extraction.text.CountVectorizer(preprocessor=str.lower, analyzer="char").fit(texts),
        "columns": lambda: compose.make_column_transformer(
            (preprocessing.StandardScaler(), slice(0, 2)), (preprocessing.OneHotEncoder(), [2]), remainder="passthrough").fit(features),
        "selector": lambda: compose.make_column_selector(pattern="a"),
        "function": lambda: preprocessing.FunctionTransformer(np.log1p).fit(features),
        "no function": lambda: preprocessing.FunctionTransformer().fit(features),
        "grid": lambda: model_selection.GridSearchCV(tree.DecisionTreeClassifier(), {"max_depth": [1, 2]}, scoring="f1_macro").fit(features, target),
        "random": lambda: model_selection.RandomizedSearchCV(
            svm.SVC(), {"C": __import__("scipy.stats").stats.loguniform(1e-2, 1)}, n_iter=2).fit(features, target),
        "halving": lambda: model_selection.HalvingGridSearchCV(tree.DecisionTreeClassifier(), {"max_depth": [1, 2]}).fit(features, target),
        "selection": lambda: feature_selection.SelectKBest(feature_selection.chi2, k=2).fit(features, target),
        "mutual": lambda: feature_selection.SelectKBest(feature_selection.mutual_info_classif, k=2).fit(features, target),
        "from model": lambda: feature_selection.SelectFromModel(forest).fit(features, target),
        "rfe": lambda: feature_selection.RFECV(linear_model.LogisticRegression()).fit(features, target),
        "kernels": lambda: gaussian_process.GaussianProcessRegressor(every).fit(features[:20], target[:20]),
        "neighbours": lambda: [neighbors.KNeighborsClassifier(algorithm=a, metric=m).fit(features, target)
                               for a in ("kd_tree", "ball_tree", "brute") for m in ("euclidean", "manhattan", "chebyshev")],
        "haversine": lambda: neighbors.BallTree(features[:, :2], metric="haversine"),
        "trees": lambda: [neighbors.KDTree(features), neighbors.BallTree(features, metric="minkowski", p=3)],
        "sgd losses": lambda: [linear_model.SGDClassifier(loss=loss).fit(features, target)
                               for loss in ("hinge", "log_loss", "modified_huber", "squared_hinge", "perceptron", "huber", "squared_error")],
        "sgd regressor": lambda: [linear_model.SGDRegressor(loss=loss).fit(features, target)
                                  for loss in ("squared_error", "huber", "epsilon_insensitive", "squared_epsilon_insensitive")],
        "boosting losses": lambda: [ensemble.GradientBoostingRegressor(loss=loss, n_estimators=2).fit(features, target)
                                    for loss in ("squared_error", "absolute_error", "huber", "quantile")],
        "boosting init": lambda: ensemble.GradientBoostingClassifier(n_estimators=2, init="zero").fit(features, target),
        "histogram losses": lambda: [ensemble.HistGradientBoostingRegressor(loss=loss, max_iter=2, quantile=0.5).fit(features, target + 1)
                                     for loss in ("squared_error", "absolute_error", "poisson", "quantile")],
        "histogram": lambda: ensemble.HistGradientBoostingClassifier(max_iter=2, early_stopping=True).fit(features, target),
        "scorers": lambda: [metrics.get_scorer(n) for n in metrics.get_scorer_names()],
        "made scorer": lambda: metrics.make_scorer(metrics.fbeta_score, beta=2),
        "splitters": lambda: [model_selection.KFold(), model_selection.StratifiedKFold(), model_selection.TimeSeriesSplit(),
                              model_selection.GroupKFold(), model_selection.LeaveOneOut(), model_selection.ShuffleSplit()],
        "one against rest": lambda: multiclass.OneVsRestClassifier(svm.LinearSVC()).fit(features, target),
        "chain": lambda: multioutput.ClassifierChain(linear_model.LogisticRegression()).fit(features, np.c_[target > 0, target > 1]),
        "stack": lambda: ensemble.StackingClassifier([("f", forest), ("l", linear_model.LogisticRegression())]).fit(features, target),
        "ada": lambda: ensemble.AdaBoostClassifier(n_estimators=2).fit(features, target),
        "isolation": lambda: ensemble.IsolationForest(n_estimators=3).fit(features),
        "bunch": lambda: datasets.load_iris(),
        "frame pipeline": lambda: pipeline.make_pipeline(preprocessing.StandardScaler().set_output(transform="pandas")).fit(
            __import__("pandas").DataFrame(features, columns=list("abcd"))),
        "memory": lambda: pipeline.Pipeline([("s", preprocessing.StandardScaler())], memory=__import__("tempfile").mkdtemp()).fit(features),
        "glm": lambda: [linear_model.PoissonRegressor().fit(features, target), linear_model.TweedieRegressor(power=1.5).fit(features, target + 1),
                        linear_model.GammaRegressor().fit(features, target + 1)],
    }.items():
        yield from attempt(name, make)


def imblearn():
    import numpy as np
    from imblearn import over_sampling, pipeline
    from imblearn.utils.testing import all_estimators
    from sklearn.linear_model import LogisticRegression
    from sklearn.utils.estimator_checks import _construct_instance

    yield from _estimators(all_estimators(), _construct_instance)
    generator = np.random.RandomState(0)
    features, target = generator.rand(60, 3), np.array([0] * 45 + [1] * 15)
    yield from attempt("pipeline", lambda: pipeline.make_pipeline(over_sampling.SMOTE(), LogisticRegression()).fit(features, target))


def xgboost():
    import numpy as np
    import xgboost as xgb

    features, target = np.random.rand(30, 3), np.random.randint(0, 2, 30)
    for name, make in {
        "classifier": lambda: xgb.XGBClassifier(n_estimators=2).fit(features, target),
        "regressor": lambda: xgb.XGBRegressor(n_estimators=2).fit(features, target),
        "ranker": lambda: xgb.XGBRanker(n_estimators=2).fit(features, target, group=[15, 15]),
        "forest": lambda: [xgb.XGBRFClassifier(n_estimators=2).fit(features, target), xgb.XGBRFRegressor(n_estimators=2).fit(features, target)],
        "booster": lambda: xgb.train({}, xgb.DMatrix(features, target), 2),
        "callbacks": lambda: xgb.XGBClassifier(n_estimators=2, callbacks=[xgb.callback.EarlyStopping(1)]).fit(
            features, target, eval_set=[(features, target)], verbose=False),
    }.items():
        yield from attempt(name, make)


def statsmodels():
    import numpy as np
    import pandas as pd
    import statsmodels.api as sm
    import statsmodels.formula.api as smf
    from statsmodels.tsa.api import AutoReg, ExponentialSmoothing, Holt, SARIMAX, SimpleExpSmoothing, VAR, UnobservedComponents
    from statsmodels.tsa.arima.model import ARIMA
    from statsmodels.tsa.seasonal import STL, seasonal_decompose

    generator = np.random.RandomState(0)
    features = sm.add_constant(generator.rand(60, 2))
    values, classes, counts = features @ [1, 2, 3] + generator.rand(60), generator.randint(0, 2, 60), generator.poisson(3, 60)
    frame = pd.DataFrame(features, columns=["k", "x", "z"]).assign(y=values, c=classes, n=counts, g=np.arange(60) % 5)
    series = pd.Series(generator.rand(60).cumsum() + 5, pd.date_range("2020", periods=60, freq="MS"))
    for name, make in {
        "OLS": lambda: sm.OLS(values, features).fit(),
        "WLS": lambda: sm.WLS(values, features).fit(),
        "GLS": lambda: sm.GLS(values, features).fit(),
        "OLS frame": lambda: sm.OLS(frame["y"], frame[["k", "x"]]).fit(),
        "OLS formula": lambda np=np: smf.ols("y ~ x + C(g) + np.log(z + 1)", frame).fit(),
        "GLM": lambda: [sm.GLM(counts, features, family=f()).fit() for f in (sm.families.Poisson, sm.families.Gaussian)],
        "GLM binomial": lambda: sm.GLM(classes, features, family=sm.families.Binomial()).fit(),
        "GLM formula": lambda: smf.glm("n ~ x", frame, family=sm.families.Poisson()).fit(),
        "Logit": lambda: sm.Logit(classes, features).fit(disp=0),
        "Logit formula": lambda: smf.logit("c ~ x + z", frame).fit(disp=0),
        "Probit": lambda: sm.Probit(classes, features).fit(disp=0),
        "Poisson": lambda: sm.Poisson(counts, features).fit(disp=0),
        "NegativeBinomial": lambda: sm.NegativeBinomial(counts, features).fit(disp=0),
        "MNLogit": lambda: sm.MNLogit(counts.clip(0, 2), features).fit(disp=0),
        "RLM": lambda: sm.RLM(values, features).fit(),
        "QuantReg": lambda: sm.QuantReg(values, features).fit(),
        "GEE": lambda: sm.GEE(values, features, frame["g"]).fit(),
        "MixedLM": lambda: sm.MixedLM(values, features, frame["g"]).fit(),
        "ARIMA": lambda: ARIMA(series, order=(1, 0, 1)).fit(),
        "SARIMAX": lambda: SARIMAX(series, order=(1, 0, 0), seasonal_order=(1, 0, 0, 12)).fit(disp=0),
        "AutoReg": lambda: AutoReg(series, 2).fit(),
        "ExponentialSmoothing": lambda: ExponentialSmoothing(series, trend="add", seasonal="add", seasonal_periods=12).fit(),
        "SimpleExpSmoothing": lambda: SimpleExpSmoothing(series).fit(),
        "Holt": lambda: Holt(series).fit(),
        "UnobservedComponents": lambda: UnobservedComponents(series, "local level").fit(disp=0),
        "VAR": lambda: VAR(frame[["x", "z"]]).fit(1),
        "STL": lambda: STL(series).fit(),
        "seasonal": lambda: seasonal_decompose(series),
        "PCA": lambda: sm.PCA(features[:, 1:]),
        "KDE": lambda: sm.nonparametric.KDEUnivariate(values),
        "ECDF": lambda: sm.distributions.ECDF(values),
        "PHReg": lambda: sm.PHReg(np.abs(values) + 1, features[:, 1:]).fit(),
        "table": lambda: sm.OLS(values, features).fit().summary(),
    }.items():
        yield from attempt(name, make)


def torch():
    import torch as t
    from torch import nn

    guesses = [(), (2,), (4, 2), (2, 4, 3), (2, 2, 2), (8, 2), ([2, 3],), (1, (1, 2)), (4, 2, [2]), (0.1, 0.2)]
    for name, kind in sorted(vars(nn).items()):
        if isinstance(kind, type) and issubclass(kind, nn.Module):
            def make(kind=kind):
                for guess in guesses:
                    try:
                        return kind(*guess)
                    except Exception as reason:
                        last = reason
                raise last

            yield from attempt(f"nn.{name}", make)
    net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.ReLU(), nn.Flatten(), nn.Linear(2, 2))
    kinds = [k for k in (t.optim.SGD, t.optim.Adam, t.optim.AdamW, t.optim.RMSprop, t.optim.Adagrad, t.optim.Adadelta,
                         t.optim.Adamax, t.optim.ASGD, t.optim.Rprop, t.optim.NAdam, t.optim.RAdam)]
    for name, make in {
        "state dict": lambda: net.state_dict(),
        "module": lambda: net,
        "tensors": lambda: [t.ones(2, dtype=d) for d in (t.float16, t.bfloat16, t.float64, t.int8, t.uint8, t.int16, t.int32, t.int64, t.bool, t.complex64)],
        "sparse": lambda: [t.eye(3).to_sparse(), t.eye(3).to_sparse_csr()],
        "quantized": lambda: t.quantize_per_tensor(t.ones(2), 0.1, 0, t.qint8),
        "per channel": lambda: t.quantize_per_channel(t.ones(2, 2), t.ones(2), t.zeros(2), 0, t.qint8),
        "parameter": lambda: nn.Parameter(t.ones(2)),
        "values": lambda: [t.float32, t.device("cpu"), t.Size([1]), t.strided, t.contiguous_format, t.Generator().get_state(), t.per_tensor_affine],
        "optimizers": lambda: [k(net.parameters(), lr=0.1) for k in kinds],
        "optimizer states": lambda: [k(net.parameters(), lr=0.1).state_dict() for k in kinds],
        "schedulers": lambda: [
            t.optim.lr_scheduler.StepLR(t.optim.SGD(net.parameters(), 0.1), 1),
            t.optim.lr_scheduler.CosineAnnealingLR(t.optim.SGD(net.parameters(), 0.1), 3),
            t.optim.lr_scheduler.ReduceLROnPlateau(t.optim.SGD(net.parameters(), 0.1)).state_dict(),
            t.optim.lr_scheduler.OneCycleLR(t.optim.SGD(net.parameters(), 0.1, momentum=0.9), 1, 10).state_dict(),
        ],
        "dynamic": lambda: t.quantization.quantize_dynamic(nn.Sequential(nn.Linear(2, 2), nn.LSTM(2, 2)), {nn.Linear, nn.LSTM}),
        "fused": lambda: t.quantization.fuse_modules(net.eval(), [["0", "1", "2"]]),
        "prepared": lambda: t.quantization.prepare(nn.Sequential(t.quantization.QuantStub(), nn.Linear(2, 2), t.quantization.DeQuantStub())),
        "converted": lambda: _converted(t),
        "spectral norm": lambda: nn.utils.spectral_norm(nn.Linear(2, 2)),
        "weight norm": lambda: nn.utils.weight_norm(nn.Linear(2, 2)),
        "pruned": lambda: nn.utils.prune.l1_unstructured(nn.Linear(2, 2), "weight", 1),
        "packed": lambda: nn.utils.rnn.pack_sequence([t.ones(2)]),
        "distributions": lambda: [t.distributions.Normal(t.zeros(1), t.ones(1)), t.distributions.Categorical(t.ones(2))],
        "data sets": lambda: [t.utils.data.TensorDataset(t.ones(2)), t.utils.data.Subset(t.utils.data.TensorDataset(t.ones(2)), [0])],
        "loader": lambda: t.utils.data.DataLoader(t.utils.data.TensorDataset(t.ones(2))),
        "parallel": lambda: nn.DataParallel(net),
        "scaler": lambda: t.cuda.amp.GradScaler(enabled=False).state_dict(),
        "activations": lambda: [t.relu, t.tanh, t.sigmoid, nn.functional.gelu, nn.functional.relu, nn.functional.silu, nn.functional.softmax],
        "initialisers": lambda: [nn.init.xavier_uniform_, functools.partial(nn.init.trunc_normal_, std=0.02)],
        "averaged": lambda: t.optim.swa_utils.AveragedModel(nn.Linear(2, 2)).state_dict(),
        "storage": lambda: t.ones(2).storage(),
        "checkpoint": lambda: {"model": net.state_dict(), "epoch": 1, "rng": t.get_rng_state(), "args": __import__("argparse").Namespace(lr=1)},
        "parametrized": lambda: nn.utils.parametrizations.orthogonal(nn.Linear(2, 2)).state_dict(),
        "version": lambda: t.__version__,
    }.items():
        yield from attempt(name, make)


def _converted(t):
    net = t.nn.Sequential(t.quantization.QuantStub(), t.nn.Conv2d(1, 2, 3), t.nn.ReLU(), t.nn.Flatten(), t.nn.Linear(8, 2), t.quantization.DeQuantStub())
    net.qconfig = t.quantization.get_default_qconfig("fbgemm")
    t.quantization.prepare(net, inplace=True)(t.ones(1, 1, 4, 4))
    return t.quantization.convert(net)


def torchvision():
    import torchvision as tv

    small = ["alexnet", "resnet18", "mobilenet_v2", "mobilenet_v3_small", "squeezenet1_1", "shufflenet_v2_x0_5", "mnasnet0_5", "efficientnet_b0",
             "regnet_y_400mf", "densenet121", "googlenet", "inception_v3", "convnext_tiny", "swin_t", "vit_b_32", "vgg11_bn", "maxvit_t"]
    for name in small:
        yield from attempt(name, lambda: getattr(tv.models, name)(weights=None))
    for name in ("fcn_resnet50", "deeplabv3_mobilenet_v3_large", "lraspp_mobilenet_v3_large"):
        yield from attempt(name, lambda: getattr(tv.models.segmentation, name)(weights=None, weights_backbone=None))
    for name in ("fasterrcnn_mobilenet_v3_large_320_fpn", "ssdlite320_mobilenet_v3_large", "retinanet_resnet50_fpn", "fcos_resnet50_fpn",
                 "maskrcnn_resnet50_fpn", "keypointrcnn_resnet50_fpn", "ssd300_vgg16"):
        yield from attempt(name, lambda: getattr(tv.models.detection, name)(weights=None, weights_backbone=None))
    for name in ("r3d_18", "mvit_v1_b", "s3d"):
        yield from attempt(name, lambda: getattr(tv.models.video, name)(weights=None))
    yield from attempt("raft", lambda: tv.models.optical_flow.raft_small(weights=None))
    yield from attempt("weights", lambda: tv.models.ResNet18_Weights.DEFAULT)
    T = tv.transforms
    yield from attempt("transforms", lambda: T.Compose([
        T.Resize(8), T.RandomHorizontalFlip(), T.ColorJitter(0.1, 0.1), T.RandomRotation(3), T.ToTensor(), T.Normalize([0.5], [0.5]),
        T.RandAugment(), T.AutoAugment(), T.RandomErasing(), T.GaussianBlur(3), T.Lambda(tv.transforms.functional.hflip)]))


def torchaudio():
    import torchaudio as ta

    T = ta.transforms
    for name, make in {
        "transforms": lambda: [T.MelSpectrogram(), T.MFCC(), T.Resample(8000, 4000), T.AmplitudeToDB(), T.Spectrogram()],
        "wav2vec2": lambda: ta.models.wav2vec2_base(),
        "conformer": lambda: ta.models.Conformer(8, 2, 8, 1, 3),
        "tasnet": lambda: ta.models.ConvTasNet(),
        "deepspeech": lambda: ta.models.DeepSpeech(8),
        "wavernn": lambda: ta.models.WaveRNN([2, 2, 2], 4, 8),
        "tacotron": lambda: ta.models.Tacotron2(),
    }.items():
        yield from attempt(name, make)


def nltk():
    import nltk as n
    from nltk import classify, lm, probability, stem, tag, tokenize

    train = [({"a": 1}, "x"), ({"a": 2}, "y"), ({"a": 1}, "x")]
    tagged = [[("a", "DT"), ("dog", "NN")], [("the", "DT"), ("cat", "NN")]]
    for name, make in {
        "bayes": lambda: classify.NaiveBayesClassifier.train(train),
        "maxent": lambda: classify.MaxentClassifier.train(train, trace=0, max_iter=2),
        "decision tree": lambda: classify.DecisionTreeClassifier.train(train),
        "taggers": lambda: [tag.UnigramTagger(tagged), tag.BigramTagger(tagged), tag.DefaultTagger("NN"), tag.RegexpTagger([(".*", "NN")])],
        "hmm": lambda: tag.HiddenMarkovModelTagger.train(tagged),
        "perceptron": lambda: tag.PerceptronTagger(load=False),
        "counts": lambda: [probability.FreqDist("ab"), probability.ConditionalFreqDist([("a", 1)])],
        "stemmers": lambda: [stem.PorterStemmer(), stem.SnowballStemmer("english"), stem.LancasterStemmer(), stem.WordNetLemmatizer()],
        "tokenizers": lambda: [tokenize.RegexpTokenizer("\\w+"), tokenize.TweetTokenizer(), tokenize.TreebankWordTokenizer(), tokenize.PunktSentenceTokenizer("A b. C d."), tokenize.word_tokenize],
        "model": lambda: lm.MLE(2, vocabulary=lm.Vocabulary(["a"])),
        "tree": lambda: n.Tree("S", ["a"]),
        "wrapped": lambda: classify.SklearnClassifier(__import__("sklearn.naive_bayes").naive_bayes.BernoulliNB()).train(train),
    }.items():
        yield from attempt(name, make)


def gensim():
    from gensim import corpora, models, similarities

    texts = [["human", "interface", "computer"], ["survey", "user", "computer", "system"], ["graph", "trees", "human"]] * 4
    dictionary = corpora.Dictionary(texts)
    corpus = [dictionary.doc2bow(text) for text in texts]
    for name, make in {
        "dictionary": lambda: dictionary,
        "word2vec": lambda: models.Word2Vec(texts, vector_size=4, min_count=1),
        "vectors": lambda: models.Word2Vec(texts, vector_size=4, min_count=1).wv,
        "doc2vec": lambda: models.Doc2Vec([models.doc2vec.TaggedDocument(t, [i]) for i, t in enumerate(texts)], vector_size=4, min_count=1),
        "fasttext": lambda: models.FastText(texts, vector_size=4, min_count=1, bucket=10),
        "lda": lambda: models.LdaModel(corpus, 2, dictionary),
        "lsi": lambda: models.LsiModel(corpus, 2, dictionary),
        "tfidf": lambda: models.TfidfModel(corpus),
        "nmf": lambda: models.Nmf(corpus, 2, dictionary),
        "hdp": lambda: models.HdpModel(corpus, dictionary),
        "phrases": lambda: [models.Phrases(texts, min_count=1), models.phrases.Phraser(models.Phrases(texts, min_count=1))],
        "similarity": lambda: similarities.MatrixSimilarity(corpus),
        "sparse similarity": lambda: similarities.SparseMatrixSimilarity(corpus, num_features=20),
        "coherence": lambda: models.CoherenceModel(models.LdaModel(corpus, 2, dictionary), texts=texts, dictionary=dictionary),
    }.items():
        yield from attempt(name, make)


def others():
    import networkx as nx

    for name, make in {
        "graphs": lambda: [nx.path_graph(3), nx.DiGraph([(1, 2)]), nx.MultiGraph([(1, 2)]), nx.MultiDiGraph([(1, 2)])],
        "graph views": lambda: [nx.path_graph(3).nodes, nx.path_graph(3).edges, nx.path_graph(3).adj],
        "skorch": _skorch,
        "sklearn_pandas": lambda: __import__("sklearn_pandas").DataFrameMapper([("a", None)]),
        "pillow": lambda: __import__("PIL.Image").Image.new("RGB", (2, 2)),
        "pytz": lambda: [__import__("pytz").timezone("Europe/Berlin"), __import__("pytz").utc, __import__("pytz").FixedOffset(60)],
        "dateutil": lambda: [__import__("dateutil.tz").tz.tzutc(), __import__("dateutil.tz").tz.gettz("Europe/Berlin"),
                             __import__("dateutil.relativedelta").relativedelta.relativedelta(days=1)],
        "sortedcontainers": lambda: [__import__("sortedcontainers").SortedDict(a=1), __import__("sortedcontainers").SortedList([1])],
        "xarray": lambda: __import__("xarray").DataArray([1, 2], dims="x"),
        "sparse": lambda: __import__("sparse").COO([[0]], [1], shape=(2,)),
        "shapely": lambda: __import__("shapely.geometry").geometry.Point(1, 2),
        "geopandas": lambda: __import__("geopandas").GeoDataFrame({"a": [1]}, geometry=[__import__("shapely.geometry").geometry.Point(1, 2)]),
        "sympy": lambda: __import__("sympy").sqrt(__import__("sympy").Symbol("x")) + 1,
        "onnx": lambda: __import__("onnx").helper.make_model(__import__("onnx").helper.make_graph([], "g", [], [])),
        "numba": _numba,
        "patsy": lambda: __import__("patsy").Treatment(),
        "thinc": lambda: __import__("thinc.api").api.Linear(2, 2),
        "regex": lambda: __import__("regex").compile("\\p{L}+"),
        "joblib memory": lambda: __import__("joblib").Memory(None),
    }.items():
        yield from attempt(name, make)


def _skorch():
    import numpy as np
    import skorch
    import torch

    net = skorch.NeuralNetClassifier(torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Softmax(-1)), max_epochs=1, verbose=0)
    return net.fit(np.random.rand(20, 2).astype("f4"), np.random.randint(0, 2, 20))


def _numba():
    import numba

    return numba.types.float64[:]


LIBRARIES = [python, numpy, scipy, pandas, sklearn, imblearn, xgboost, statsmodels, torch, torchvision, torchaudio, nltk, gensim, others]
