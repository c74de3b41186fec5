package org.modelscan.format.pickle;

import java.util.Map;
import org.modelscan.fact.Symbol;

/**
 * Functions whose call is followed to what it reaches, instead of being judged by their own name.
 */
enum Fold {
  /** Not followed: the call's result is an instance of the name. */
  NONE,
  /** {@code getattr(object, name)}. */
  GETATTR,
  /** {@code operator.attrgetter(name, …)}, to be called with an object. */
  ATTRGETTER,
  /** {@code operator.methodcaller(name, …)}, to be called with an object. */
  METHODCALLER,
  /** {@code operator.itemgetter(key, …)}, to be called with an object. */
  ITEMGETTER,
  /** {@code operator.getitem(object, key)}. */
  GETITEM,
  /** {@code functools.partial(function, …)}, to be called. */
  PARTIAL,
  /**
   * Calls its first operand: {@code map}, {@code filter}, {@code functools.reduce}, {@code
   * operator.call} …
   */
  CALLS_FIRST,
  /**
   * Calls its second operand: {@code weakref.finalize(object, function, …)}, {@code
   * weakref.ref(object, callback)}.
   */
  CALLS_SECOND,
  /** {@code apply(function, arguments)} of Python 2, and what rebuilds an array in this way. */
  APPLY,
  /**
   * Calls its first operand with its third: {@code _rebuild_from_type(function, type, arguments)}.
   */
  APPLY_THIRD,
  /** Calls its second operand, where it has one, with its first: how a random generator is made. */
  SECOND_OF_FIRST,
  /** Its instances call the class that is their first operand: how batches of graphs are stored. */
  CLASS_CALLER,
  /** {@code iter(function, last)} calls its first operand; {@code iter(items)} does not. */
  ITERATES,
  /** Imports the module that its first operand names. */
  IMPORT_MODULE,
  /** {@code pkgutil.resolve_name("module:name")}. */
  RESOLVE_NAME,
  /** Imports the name that its second operand gives from the module that its first one names. */
  IMPORT_NAME,
  /** {@code type(None)}: how the classes of constants are stored. */
  TYPE,
  /**
   * {@code copyreg.__newobj__(class, …)} and {@code copyreg._reconstructor(class, base, state)}.
   */
  NEW_OBJECT,
  /** {@code copyreg.add_extension(module, name, code)}. */
  ADD_EXTENSION,
  /** {@code codecs.encode(text, "latin1")}: how protocols 0 to 2 write bytes. */
  ENCODE,
  /** {@code bytes(…)} and {@code bytearray(…)} of something that is bytes already. */
  BYTES,
  /** Loads its operand: bytes, which are a file of their own. */
  LOADS,
  /** Makes a code object of its operands. */
  CODE,
  /** Reads a code object from marshalled bytes. */
  MARSHAL,
  /** Makes a function or class of a code object, which a call of the result runs. */
  FUNCTION,
  /** {@code numpy.dtype(name, …)}: a data type, whose state is set on it later. */
  DTYPE,
  /** Loads those of its operands that are bytes. */
  LOADS_OPERANDS,
  /** Gives the type of {@code types} that its operand names (cloudpickle and dill). */
  TYPE_BY_NAME;

  private static final Map<String, Fold> BY_NAME =
      Map.ofEntries(
          Map.entry("builtins.getattr", GETATTR),
          Map.entry("operator.attrgetter", ATTRGETTER),
          Map.entry("operator.methodcaller", METHODCALLER),
          Map.entry("operator.itemgetter", ITEMGETTER),
          Map.entry("operator.getitem", GETITEM),
          Map.entry("functools.partial", PARTIAL),
          Map.entry("jax._src.tree_util.Partial", PARTIAL),
          Map.entry("types.MethodType", PARTIAL),
          Map.entry("builtins.map", CALLS_FIRST),
          Map.entry("builtins.filter", CALLS_FIRST),
          Map.entry("itertools.starmap", CALLS_FIRST),
          Map.entry("functools.reduce", CALLS_FIRST),
          Map.entry("operator.call", CALLS_FIRST),
          Map.entry("weakref.finalize", CALLS_SECOND),
          Map.entry("weakref.ref", CALLS_SECOND),
          Map.entry("weakref.proxy", CALLS_SECOND),
          Map.entry("builtins.apply", APPLY),
          Map.entry("jax._src.array._reconstruct_array", APPLY),
          Map.entry("jax._src.device_array.reconstruct_device_array", APPLY),
          Map.entry("torch._tensor._rebuild_from_type", APPLY_THIRD),
          Map.entry("torch._tensor._rebuild_from_type_v2", APPLY_THIRD),
          Map.entry("torch.tensor._rebuild_from_type", APPLY_THIRD),
          Map.entry("fastai.torch_core._rebuild_from_type", APPLY_THIRD),
          Map.entry("numpy.random._pickle.__generator_ctor", SECOND_OF_FIRST),
          Map.entry("numpy.random._pickle.__randomstate_ctor", SECOND_OF_FIRST),
          Map.entry("builtins.iter", ITERATES),
          Map.entry("torch_geometric.data.batch.DynamicInheritanceGetter", CLASS_CALLER),
          Map.entry("builtins.__import__", IMPORT_MODULE),
          Map.entry("importlib.import_module", IMPORT_MODULE),
          Map.entry("importlib.__import__", IMPORT_MODULE),
          Map.entry("cloudpickle.cloudpickle.subimport", IMPORT_MODULE),
          Map.entry("pkgutil.resolve_name", RESOLVE_NAME),
          Map.entry("dill._dill._import_module", RESOLVE_NAME),
          Map.entry("dill._dill._get_attr", GETATTR),
          Map.entry("numpy.core._ufunc_reconstruct", IMPORT_NAME),
          Map.entry("numpy.core.umath._ufunc_reconstruct", IMPORT_NAME),
          Map.entry("cloudpickle.cloudpickle._getobject", IMPORT_NAME),
          Map.entry("builtins.type", TYPE),
          Map.entry("spacy.vocab.unpickle_vocab", LOADS_OPERANDS),
          Map.entry("spacy.tokens.doc.unpickle_doc", LOADS_OPERANDS),
          Map.entry("copyreg.__newobj__", NEW_OBJECT),
          Map.entry("copyreg._reconstructor", NEW_OBJECT),
          Map.entry("copyreg.add_extension", ADD_EXTENSION),
          Map.entry("codecs.encode", ENCODE),
          Map.entry("numpy.dtype", DTYPE),
          Map.entry("builtins.bytes", BYTES),
          Map.entry("builtins.bytearray", BYTES),
          Map.entry("marshal.loads", MARSHAL),
          Map.entry("types.CodeType", CODE),
          Map.entry("dill._dill._create_code", CODE),
          Map.entry("types.FunctionType", FUNCTION),
          Map.entry("types.LambdaType", FUNCTION),
          Map.entry("dill._dill._create_function", FUNCTION),
          Map.entry("dill._dill._create_type", FUNCTION),
          Map.entry("cloudpickle.cloudpickle._make_function", FUNCTION),
          Map.entry("cloudpickle.cloudpickle._make_skel_func", FUNCTION),
          Map.entry("cloudpickle.cloudpickle._fill_function", FUNCTION),
          Map.entry("cloudpickle.cloudpickle._make_skeleton_class", FUNCTION),
          Map.entry("cloudpickle.cloudpickle_fast._make_function", FUNCTION),
          Map.entry("cloudpickle.cloudpickle._builtin_type", TYPE_BY_NAME),
          Map.entry("dill._dill._load_type", TYPE_BY_NAME));

  /** How calls of a name are followed. The name is normalised. */
  static Fold of(Symbol symbol) {
    Fold fold = BY_NAME.get(symbol.toString());
    if (fold != null) {
      return fold;
    }
    String name = symbol.name();
    return name.endsWith("loads") || name.endsWith("load_from_bytes") ? LOADS : NONE;
  }

  /**
   * Whether the function imports, loads or makes code by operands that nobody can know who only
   * sees that the function is handed to another one.
   */
  boolean isOpenEnded() {
    return switch (this) {
      case GETATTR,
          IMPORT_MODULE,
          RESOLVE_NAME,
          IMPORT_NAME,
          LOADS,
          LOADS_OPERANDS,
          CODE,
          MARSHAL,
          FUNCTION ->
          true;
      default -> false;
    };
  }
}
