package org.modelscan.fact;

import java.util.List;

/**
 * One thing that a parser states about an artifact. Facts carry no judgement: what is dangerous is
 * decided by the rules. Offsets are in bytes from the start of the artifact that the fact was read
 * from; -1 where there is none.
 */
public sealed interface Fact {
  /** Where it was read, or -1. */
  long offset();

  /**
   * A pickle (or something that imports like one) names an importable object.
   *
   * @param symbol the name after normalisation (Python 2 names, C twins)
   * @param written the name as it stands in the file
   * @param use what happens to it
   * @param evidence what runs, as Python would write it
   * @param trace the opcodes that lead there, with their offsets
   */
  record Import(long offset, Symbol symbol, Symbol written, Use use, String evidence, String trace)
      implements Fact {
    /** What a pickle does with a name that it imports. */
    public enum Use {
      /** Imported, and not seen called. */
      IMPORTED,
      /**
       * Made as an empty instance ({@code NEWOBJ}): its {@code __new__} has run, its {@code
       * __init__} has not.
       */
      MADE,
      /** Called while loading. */
      CALLED,
      /** Called, and each call could be followed to its target, which is a fact of its own. */
      FOLDED,
      /** Called with operands that are not known, so that what it reaches is not known either. */
      UNRESOLVED
    }
  }

  /** A pickle is built in a way that ordinary picklers do not write. */
  record PickleOddity(long offset, PickleOddity.Kind kind, String subject, String evidence)
      implements Fact {
    /** What is odd. */
    public enum Kind {
      /** The operands of an import are not literal strings. */
      COMPUTED_NAME,
      /** State is set on an imported module, class or function. */
      BUILD_ON_IMPORT,
      /** The result of a call is called, or an instance of it is made. */
      CALL_OF_RESULT,
      /** An object that a call has made is called. */
      CALL_OF_OBJECT,
      /** An import by a number of the extension registry. */
      EXTENSION_CODE
    }
  }

  /**
   * Code is carried in the file.
   *
   * @param language such as {@code Python bytecode}, {@code Python source}, {@code native code}
   * @param names what the code names: imports, attributes, calls
   * @param use whether loading runs it
   */
  record EmbeddedCode(
      long offset, String language, List<String> names, EmbeddedCode.Use use, String evidence)
      implements Fact {
    /** What happens to the code. */
    public enum Use {
      /** It lies in the file; loading does not run it by itself. */
      CARRIED,
      /** Loading runs it. */
      RUNS
    }

    /** Copies the names. */
    public EmbeddedCode {
      names = List.copyOf(names);
    }
  }

  /**
   * Two parts of a container say different things, so that two readers see two files.
   *
   * @param what which structure contradicts which, such as {@code local header and central
   *     directory}
   */
  record Contradiction(long offset, String what, String evidence) implements Fact {}

  /**
   * The file names another file that is read (or written) when it is loaded.
   *
   * @param how by which mechanism, such as {@code ONNX external data}, {@code symbolic link}
   * @param target the name as it stands in the file
   */
  record ExternalFile(long offset, String how, String target) implements Fact {}

  /**
   * A graph holds an operator that does more than compute, or one that its framework does not have.
   *
   * @param name the operator's name as it stands in the file, with its domain where it has one
   * @param targets the paths, addresses or graphs that it works on, each as far as it can be known;
   *     empty where it has none
   * @param where its place in the graph: function and node
   * @param reason what running it does, one clause; empty where that is not known
   * @param evidence the operator with its operands, as a call
   */
  record Operator(
      long offset,
      Framework framework,
      String name,
      OperatorEffect effect,
      List<Target> targets,
      String where,
      String reason,
      String evidence)
      implements Fact {
    /** Whose operator it is. */
    public enum Framework {
      TENSORFLOW,
      TENSORFLOW_LITE,
      ONNX,
      TORCHSCRIPT,
      PADDLE,
      COREML,
      /** Any other; only what needs a library is stated. */
      OTHER
    }

    /** Copies the targets. */
    public Operator {
      targets = List.copyOf(targets);
    }
  }

  /**
   * A tensor's values are kept in another file, as ONNX does it.
   *
   * @param tensor the tensor's name
   * @param location the file's name as it stands in the model
   * @param linked whether there is a symbolic link on the way to that file
   */
  record ExternalData(long offset, String tensor, String location, boolean linked)
      implements Fact {}

  /**
   * A tensor's external data has an entry that the format does not know.
   *
   * @param tensor the tensor's name
   */
  record ExternalDataEntry(long offset, String tensor, String key, String value) implements Fact {}

  /**
   * A number points outside of what it counts or indexes.
   *
   * @param what which number of which structure, such as {@code buffer of a tensor}
   */
  record OutOfRange(long offset, String what, String evidence) implements Fact {}

  /**
   * A model configuration names a class or function, which its loader imports and builds or calls.
   *
   * @param where the layer or other object that it belongs to, as the configuration calls it
   * @param symbol the name; its module is empty where none is given
   * @param registeredName the name under which a program may have registered the object, often
   *     empty
   */
  record ConfiguredObject(
      long offset, String where, Symbol symbol, String registeredName, Role role) implements Fact {
    /** What the loader takes it for. */
    public enum Role {
      CLASS,
      FUNCTION
    }
  }

  /**
   * A model configuration carries the bytecode of a function, which runs when the model is loaded
   * or used.
   *
   * @param where the layer and the parameter that it belongs to
   * @param names globals, attributes and imports that the code refers to
   * @param readable whether all of the code could be read
   */
  record LayerCode(long offset, String where, List<String> names, boolean readable, String evidence)
      implements Fact {
    /** Copies the names. */
    public LayerCode {
      names = List.copyOf(names);
    }
  }

  /**
   * A model configuration names a file that its loader reads.
   *
   * @param where the layer and the parameter that name it
   * @param path as it stands in the file
   */
  record ConfiguredFile(long offset, Content content, String where, String path) implements Fact {
    /** What the file is read as. */
    public enum Content {
      /** Words, numbers or weights. */
      VALUES,
      /** A TensorFlow SavedModel, whose graph then is part of the model. */
      SAVED_MODEL
    }
  }

  /**
   * An HDF5 file takes data from another place than where it stands.
   *
   * @param isWeights whether the file holds the weights of a model
   * @param object path of the link or dataset
   * @param target the other file's name as it stands in the file; for links inside the file, the
   *     path
   */
  record StoredElsewhere(
      long offset, Mechanism mechanism, boolean isWeights, String object, String target)
      implements Fact {
    /** How. */
    public enum Mechanism {
      EXTERNAL_LINK,
      EXTERNAL_STORAGE,
      VIRTUAL_DATASET,
      SOFT_LINK
    }
  }

  /**
   * A file declares far more data than it holds, which a loader allocates memory for.
   *
   * @param declared bytes
   * @param stored bytes
   */
  record OversizedData(long offset, String object, long declared, long stored) implements Fact {}

  /**
   * An archive that holds a model holds a file of code beside it.
   *
   * @param language such as {@code Python source}, {@code native code}
   * @param member its name in the archive
   */
  record ArchivedCode(long offset, Archive archive, Language language, String member)
      implements Fact {
    /** Whose archive it is, which says what happens to the code. */
    public enum Archive {
      /** Keras never puts code into one. */
      KERAS,
      /** torch.package runs the Python modules in it when an object is loaded. */
      TORCH_PACKAGE,
      /** TorchServe imports the handler when the model is served. */
      TORCHSERVE,
      /** Any other, whose loader does not run the code by itself. */
      OTHER
    }

    /** What the code is written in. */
    public enum Language {
      PYTHON_SOURCE("Python source"),
      PYTHON_BYTECODE("Python bytecode"),
      NATIVE("native code"),
      PROGRAM("a program");

      private final String words;

      Language(String words) {
        this.words = words;
      }

      /** For people. */
      public String words() {
        return words;
      }
    }
  }

  /**
   * Code that is part of a stored object and runs when the object is loaded or used.
   *
   * @param kind which kind of object
   * @param name what it is called or where it stands, possibly empty
   * @param evidence the code, or names that it refers to
   */
  record StoredCode(long offset, StoredCode.Kind kind, String name, String evidence)
      implements Fact {
    /** Kinds of objects that are code. */
    public enum Kind {
      /** A promise of R that has no value yet: whoever touches it evaluates its expression. */
      R_PROMISE,
      /** A Lua function, as bytecode, in a Torch7 file. */
      LUA_FUNCTION,
      /** Machine code in the middle of an engine or model. */
      MACHINE_CODE,
      /** An engine that its runtime takes as its own, so that nothing of it can be checked. */
      ENGINE
    }
  }

  /**
   * A Java class is named that reading the file loads.
   *
   * @param name with dots
   */
  record JavaClass(long offset, String name, JavaClass.How how) implements Fact {
    /** By which mechanism it is loaded. */
    public enum How {
      /** Java's own serialization, whose classes run code of their own as they are read. */
      SERIALIZED,
      /** By its name, with a constructor or a read method of the library that reads the model. */
      NAMED
    }
  }

  /** An XML file brings a document type: definitions that its parser follows. */
  record DocumentType(long offset, String evidence) implements Fact {}

  /**
   * A Jinja template takes, calls, writes or loads something by a name.
   *
   * @param where which template of the file
   * @param name the name, as far as it is known; unknown parts are an ellipsis
   * @param evidence the place in the template
   */
  record TemplateAccess(
      long offset, TemplateAccess.How how, String where, String name, String evidence)
      implements Fact {
    /** What is done with the name. */
    public enum How {
      /** An attribute or an entry of that name is taken. */
      ATTRIBUTE,
      /** An attribute is taken by a filter, which takes no entries. */
      FILTER_ATTRIBUTE,
      /** A string of that content is computed or written. */
      TEXT,
      /** A method of that name is called. */
      CALL,
      /** Something is called, or taken as an attribute only, by a name that is not known. */
      COMPUTED,
      /** A format string of that content is filled, whose fields can take attributes. */
      FORMAT,
      /** Another template of that name is loaded. */
      LOAD
    }
  }

  /**
   * A table of a model contradicts itself or the file in a way that native readers, which allocate
   * and index by it, have been attacked with.
   *
   * @param what which number of which structure
   */
  record ParserTrap(long offset, String what, String evidence) implements Fact {}

  /**
   * A file holds bytes that its format does not account for.
   *
   * @param what where they lie, such as {@code bytes between tensors}
   * @param length in bytes
   */
  record HiddenData(long offset, String what, long length) implements Fact {}

  /**
   * A configuration names code that its loader imports, fetches or calls.
   *
   * @param where the names that lead to it in the configuration, with dots
   * @param name as it stands there
   */
  record ConfiguredCode(long offset, Source source, String where, String name) implements Fact {
    /** What names it, and so what the loader does with it. */
    public enum Source {
      /** An object to import and call: {@code _target_}, {@code class_path}. */
      TARGET,
      /** An operand of such a call, which may be the name of another object. */
      OPERAND,
      /** A tag of YAML by which its reader builds an object of Python. */
      YAML_TAG,
      /** A module that is imported to load the model. */
      LOADER_MODULE,
      /** A class of a module of sentence-transformers, or of another library. */
      MODULE_CLASS,
      /** Library and class of a component of diffusers. */
      COMPONENT,
      /** A class in the code of another repository. */
      REMOTE_CLASS,
      /** A class in the code beside the model. */
      LOCAL_CLASS,
      /** A kernel that is fetched from a repository. */
      KERNEL,
      /** A permission to run code of repositories. */
      TRUST,
      /** Code that generates text in place of the library's. */
      GENERATION_CODE
    }
  }

  /**
   * A configuration names a part of the model that does not lie in its folder.
   *
   * @param where what names it
   * @param path as it stands there
   * @param isRead whether loading the model reads it from there, rather than building the model
   *     once
   */
  record ConfiguredPart(long offset, String where, String path, boolean isRead) implements Fact {}

  /**
   * A configuration names a part of the model that is not there.
   *
   * @param where what names it
   */
  record MissingPart(long offset, String where, String path) implements Fact {}
}
