package org.modelscan.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.BudgetSpent;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.container.stream.Compression;
import org.modelscan.format.archive.LlamafileFormat;
import org.modelscan.format.archive.ModelArchive;
import org.modelscan.format.archive.ModelArchiveFormat;
import org.modelscan.format.archive.NemoFormat;
import org.modelscan.format.boosting.CatBoost;
import org.modelscan.format.boosting.LightGbm;
import org.modelscan.format.boosting.XgboostBinary;
import org.modelscan.format.boosting.XgboostJson;
import org.modelscan.format.boosting.XgboostUbjson;
import org.modelscan.format.cntk.CntkFormat;
import org.modelscan.format.compressed.CompressedFormat;
import org.modelscan.format.config.HuggingFaceFormat;
import org.modelscan.format.config.MlflowFormat;
import org.modelscan.format.config.ModelfileFormat;
import org.modelscan.format.config.ShardIndexFormat;
import org.modelscan.format.config.TargetsFormat;
import org.modelscan.format.config.TfjsFormat;
import org.modelscan.format.coreml.CoreMlFormat;
import org.modelscan.format.executorch.ExecuTorchFormat;
import org.modelscan.format.flax.FlaxFormat;
import org.modelscan.format.gguf.GgmlFormat;
import org.modelscan.format.gguf.GgufFormat;
import org.modelscan.format.hdf5.Hdf5Format;
import org.modelscan.format.java.JavaSerializationFormat;
import org.modelscan.format.jinja.ChatTemplateFormat;
import org.modelscan.format.keras.KerasH5Format;
import org.modelscan.format.keras.KerasJsonFormat;
import org.modelscan.format.keras.KerasV3Format;
import org.modelscan.format.mxnet.MxnetParameters;
import org.modelscan.format.mxnet.MxnetSymbol;
import org.modelscan.format.nnef.NnefFormat;
import org.modelscan.format.npy.NpyFormat;
import org.modelscan.format.onnx.OnnxFormat;
import org.modelscan.format.onnx.OnnxTextFormat;
import org.modelscan.format.paddle.PaddleJson;
import org.modelscan.format.paddle.PaddleParameters;
import org.modelscan.format.paddle.PaddleProgram;
import org.modelscan.format.pickle.PickleFormat;
import org.modelscan.format.pointer.DvcFormat;
import org.modelscan.format.pointer.LfsPointerFormat;
import org.modelscan.format.r.RFormat;
import org.modelscan.format.safetensors.SafetensorsFormat;
import org.modelscan.format.sevenzip.SevenZipFormat;
import org.modelscan.format.skops.SkopsFormat;
import org.modelscan.format.spark.SparkMetadata;
import org.modelscan.format.tar.TarFormat;
import org.modelscan.format.tensorflow.KerasMetadata;
import org.modelscan.format.tensorflow.TensorFlowCheckpoint;
import org.modelscan.format.tensorflow.TensorFlowGraph;
import org.modelscan.format.tensorflow.TensorFlowSavedModel;
import org.modelscan.format.tensorflow.TensorFlowTextGraph;
import org.modelscan.format.tensorrt.TensorRtFormat;
import org.modelscan.format.tflite.TfLiteFormat;
import org.modelscan.format.torch.TorchMobileFormat;
import org.modelscan.format.torch.TorchZipFormat;
import org.modelscan.format.torch7.Torch7Format;
import org.modelscan.format.xml.XmlModel;
import org.modelscan.format.zip.ZipFormat;

/** All formats, in the order in which content is asked about. */
public final class Formats {
  /** The one list. */
  public static final List<Format> ALL =
      List.of(
          new PickleFormat(),
          new NpyFormat(),
          new TorchZipFormat(),
          new TorchMobileFormat(),
          new ModelArchiveFormat(ModelArchive.TORCH_PACKAGE),
          new ModelArchiveFormat(ModelArchive.PT2),
          new ModelArchiveFormat(ModelArchive.TORCHSERVE),
          new ModelArchiveFormat(ModelArchive.MLEAP),
          new ModelArchiveFormat(ModelArchive.H2O_MOJO),
          new ModelArchiveFormat(ModelArchive.DL4J),
          new ModelArchiveFormat(ModelArchive.NPZ),
          new SkopsFormat(),
          new LlamafileFormat(),
          new NemoFormat(),
          new SparkMetadata(),
          new ZipFormat(),
          new TarFormat(),
          new SevenZipFormat(),
          new CompressedFormat(Compression.GZIP),
          new CompressedFormat(Compression.BZIP2),
          new CompressedFormat(Compression.XZ),
          new CompressedFormat(Compression.LZMA),
          new CompressedFormat(Compression.ZSTD),
          new CompressedFormat(Compression.LZ4),
          new CompressedFormat(Compression.ZLIB),
          new TensorFlowSavedModel(),
          new TensorFlowGraph(),
          new TensorFlowTextGraph(),
          new TensorFlowCheckpoint(),
          new KerasMetadata(),
          new OnnxFormat(),
          new OnnxTextFormat(),
          new TfLiteFormat(),
          new ChatTemplateFormat(),
          new GgufFormat(),
          new GgmlFormat(),
          new SafetensorsFormat(),
          new FlaxFormat(),
          new HuggingFaceFormat(),
          new ShardIndexFormat(),
          new TargetsFormat(),
          new MlflowFormat(),
          new ModelfileFormat(),
          new TfjsFormat(),
          new Hdf5Format(),
          new KerasH5Format(),
          new KerasJsonFormat(),
          new KerasV3Format(),
          new LfsPointerFormat(),
          new DvcFormat(),
          new RFormat(),
          new JavaSerializationFormat(),
          new Torch7Format(),
          new XgboostJson(),
          new XgboostUbjson(),
          new XgboostBinary(),
          new LightGbm(),
          new CatBoost(),
          new ExecuTorchFormat(),
          new MxnetSymbol(),
          new MxnetParameters(),
          XmlModel.PMML,
          XmlModel.OPENVINO,
          new CoreMlFormat(),
          new NnefFormat(),
          new PaddleProgram(),
          new PaddleJson(),
          new CntkFormat(),
          new PaddleParameters(),
          new TensorRtFormat());

  private Formats() {}

  /**
   * The formats that content is: several where it is made to be read in several ways. A format that
   * is sure leaves no room for one that is only likely, and none for the more general one that it
   * is a kind of. Where the budget is spent on looking for one, the others count all the same: what
   * they read then tells of it.
   */
  public static List<Format> identify(Head head) throws IOException {
    List<Format> sure = new ArrayList<>(1);
    List<Format> likely = new ArrayList<>(1);
    @Nullable BudgetSpent unknown = null;
    for (Format format : ALL) {
      try {
        switch (match(format, head)) {
          case SURE -> sure.add(format);
          case LIKELY -> likely.add(format);
          case NO -> {}
        }
      } catch (BudgetSpent spent) {
        unknown = spent;
      }
    }
    if (sure.isEmpty() && likely.isEmpty() && unknown != null) {
      throw unknown;
    }
    if (sure.isEmpty()) {
      return likely;
    }
    List<String> general = sure.stream().flatMap(format -> format.kindOf().stream()).toList();
    sure.removeIf(format -> general.contains(format.identity().id()));
    return sure;
  }

  /** Content that contradicts a format while it is being recognised is not that format. */
  private static Match match(Format format, Head head) throws IOException {
    try {
      return format.probe(head);
    } catch (MalformedInput notThisFormat) {
      return Match.NO;
    }
  }
}
