package org.modelscan.format.pointer;

import java.util.Locale;
import java.util.Set;

/**
 * Whether content that is not here may be a model, by its name. Everywhere else content alone
 * decides; of a pointer's content the name is all there is. A name without an extension may be
 * anything.
 */
public final class ModelName {
  /**
   * Extensions, in lower case, of the files that this program reads, and of what holds them: Python
   * pickles and what loaders unpickle; PyTorch; NumPy, HDF5 and Keras; TensorFlow and ONNX;
   * llama.cpp; other frameworks; archives and compressed files.
   */
  private static final Set<String> EXTENSIONS =
      Set.of(
          """
          pkl pickle pck pcl p dill cloudpickle joblib sav dat data bin model mdl mod dump skops
          pt pth pt2 ptl ckpt th t7 torchscript mar nemo pte safetensors weights state
          npy npz h5 hdf5 hdf keras
          pb pbtxt meta onnx ort tflite lite savedmodel
          gguf ggml llamafile
          mlmodel mlpackage params caffemodel cntk dnn pdmodel pdparams pdiparams pdopt rds rda
          rdata cbm xgb ubj bst lgb engine plan trt rknn msgpack pmml
          zip tar tgz tbz tbz2 txz tzst gz bz2 xz lzma zst lz4 7z z rar\
          """
              .split("\\s+"));

  private ModelName() {}

  /**
   * Whether a file of this name may be a model. {@code model.pkl.1} and {@code model.pt.bak} may:
   * every extension counts, and digits are none ({@code bert-1.5}).
   */
  public static boolean mayBeModel(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    String[] parts = name.split("\\.", -1);
    boolean extended = false;
    for (int i = 1; i < parts.length; i++) {
      if (EXTENSIONS.contains(parts[i])) {
        return true;
      }
      extended |= !isNumber(parts[i]);
    }
    return !extended;
  }

  private static boolean isNumber(String part) {
    return part.chars().allMatch(character -> character >= '0' && character <= '9');
  }
}
