package io.github.zlpr.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;

/** ONNX export of a ZLPR model. */
final class OnnxTest {

  @Test
  void onnxScoresAreTribuosScores() throws OrtException {
    var data = Separable.dataset(2, 1.0);
    LinearSGDModel model = TribuoTest.trainer(new ZLPR(), 20).train(data);
    byte[] onnx = model.exportONNXModel("io.github.zlpr", 1).toByteArray();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(onnx)) {
      for (Set<Integer> ids : Set.of(Set.of(0), Set.of(1, 4), Set.of(2, 3, 5))) {
        Example<MultiLabel> example = Separable.example(ids, 1.0);
        float[][] input = new float[1][model.getFeatureIDMap().size()];
        example.forEach(
            feature -> input[0][model.getFeatureIDMap().getID(feature.getName())] = 1.0f);
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, input);
            OrtSession.Result result =
                session.run(Map.of(session.getInputNames().iterator().next(), tensor))) {
          float[] scores = ((float[][]) result.get(0).getValue())[0];
          assertEquals(Separable.LABELS, scores.length);
          for (MultiLabel output : model.predict(example).getOutputScores().values()) {
            Label label = output.getLabelSet().iterator().next();
            int id = model.getOutputIDInfo().getID(output);
            assertEquals(label.getScore(), scores[id], 1e-5 * Math.max(1, Math.abs(scores[id])));
          }
        }
      }
    }
  }
}
