using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Runtime;
using PrivacyGate.Onnx.Trees;

namespace PrivacyGate.Onnx.Inference.Trees;

/// <summary>One output of a model of trees: the label or the scores of one of its nodes.</summary>
/// <param name="Answers">What the node makes of the sums.</param>
/// <param name="IsLabel">Whether the label comes out, not the scores.</param>
internal sealed record TreeOutput(TreeAnswers Answers, bool IsLabel)
{
    /// <returns>Null when no node makes the output, or it makes it in ways not known here.</returns>
    public static TreeOutput? Find(string name, IEnumerable<NodeProto> nodes, TreeEnsemble ensemble) =>
        nodes.FirstOrDefault(node => node.Output.Contains(name)) is { } maker && TreeAnswers.Of(maker, ensemble) is { } answers
            ? new TreeOutput(answers, maker.OpType == "TreeEnsembleClassifier" && maker.Output[0] == name)
            : null;

    /// <summary>The scores of some records, and the place of each record's class.</summary>
    public (float[] Scores, int[] Classes) Of(ReadOnlySpan<float> sums, int count)
    {
        var answers = (new float[count * Answers.Width], new int[count]);
        Answers.Write(sums, answers.Item1, answers.Item2);
        return answers;
    }

    /// <summary>Whether the runtime's answers for the first records are the same bits.</summary>
    public bool IsEqual(OrtValue runtime, (float[] Scores, int[] Classes) own, int count) =>
        !IsLabel ? MemoryMarshal.AsBytes(runtime.GetTensorDataAsSpan<float>()).SequenceEqual(MemoryMarshal.AsBytes(own.Scores.AsSpan(0, count * Answers.Width)))
        : Answers.Names.Count > 0 ? runtime.GetStringTensorAsArray().SequenceEqual(own.Classes.Take(count).Select(place => Answers.Names[place]))
        : runtime.GetTensorDataAsSpan<long>().SequenceEqual([.. own.Classes.Take(count).Select(place => Answers.Labels[place])]);

    /// <summary>The tensor the runtime would have made.</summary>
    public OrtValue Tensor((float[] Scores, int[] Classes) own) =>
        !IsLabel ? LentTensor.Over(own.Scores.AsMemory(), [own.Classes.Length, Answers.Width])
        : Answers.Names.Count > 0 ? Texts(own.Classes)
        : LentTensor.Over(Array.ConvertAll(own.Classes, place => Answers.Labels[place]).AsMemory(), [own.Classes.Length]);

    private OrtValue Texts(int[] classes)
    {
        var tensor = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, [classes.Length]);
        for (var i = 0; i < classes.Length; i++)
        {
            tensor.StringTensorSetElementAt(Answers.Names[classes[i]].AsSpan(), i);
        }

        return tensor;
    }
}
