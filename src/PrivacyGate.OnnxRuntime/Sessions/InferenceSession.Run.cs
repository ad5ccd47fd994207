namespace Microsoft.ML.OnnxRuntime;

public partial class InferenceSession
{
    /// <summary>Runs the model; the caller disposes of the outputs, which come in the order asked for.</summary>
    /// <exception cref="OnnxRuntimeException">A name, type or shape does not fit the model, the model failed, or the run was terminated.</exception>
    public IDisposableReadOnlyCollection<OrtValue> Run(
        RunOptions runOptions, IReadOnlyDictionary<string, OrtValue> inputs, IReadOnlyCollection<string> outputNames)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Run(runOptions, [.. inputs.Keys], [.. inputs.Values], outputNames);
    }

    /// <inheritdoc cref="Run(RunOptions, IReadOnlyDictionary{string, OrtValue}, IReadOnlyCollection{string})"/>
    public IDisposableReadOnlyCollection<OrtValue> Run(
        RunOptions runOptions,
        IReadOnlyCollection<string> inputNames,
        IReadOnlyCollection<OrtValue> inputValues,
        IReadOnlyCollection<string> outputNames)
    {
        ArgumentNullException.ThrowIfNull(outputNames);
        var outputs = new nint[outputNames.Count];
        RunNative(runOptions, inputNames, inputValues, outputNames, outputs);
        return Own(Array.ConvertAll(outputs, output => new ValueHandle(output)));
    }

    /// <summary>Runs the model into values that the caller made; they must have the outputs' types and shapes.</summary>
    public void Run(
        RunOptions runOptions,
        IReadOnlyCollection<string> inputNames,
        IReadOnlyCollection<OrtValue> inputValues,
        IReadOnlyCollection<string> outputNames,
        IReadOnlyCollection<OrtValue> outputValues)
    {
        ArgumentNullException.ThrowIfNull(outputNames);
        ArgumentNullException.ThrowIfNull(outputValues);
        CheckCounts("output", outputNames.Count, outputValues.Count);
        using var outputs = new BorrowedValues(outputValues);
        RunNative(runOptions, inputNames, inputValues, outputNames, outputs.Handles);
    }

    public void RunWithBinding(RunOptions runOptions, OrtIoBinding ioBinding)
    {
        using var session = new Borrowed(Handle);
        using var options = new Borrowed(runOptions);
        using var binding = new Borrowed(ioBinding);
        NativeStatus.Check(NativeApi.RunWithBinding(session.Handle, options.Handle, binding.Handle));
    }

    private unsafe void RunNative(
        RunOptions runOptions,
        IReadOnlyCollection<string> inputNames,
        IReadOnlyCollection<OrtValue> inputValues,
        IReadOnlyCollection<string> outputNames,
        nint[] outputs)
    {
        ArgumentNullException.ThrowIfNull(inputNames);
        ArgumentNullException.ThrowIfNull(inputValues);
        CheckCounts("input", inputNames.Count, inputValues.Count);
        using var session = new Borrowed(Handle);
        using var options = new Borrowed(runOptions);
        using var inputs = new BorrowedValues(inputValues);
        var inputBlock = new NameBlock(inputNames);
        var outputBlock = new NameBlock(outputNames);
        fixed (byte* inputText = inputBlock.Text, outputText = outputBlock.Text)
        fixed (nint* inputPointers = inputBlock.Pointers(inputText), outputPointers = outputBlock.Pointers(outputText))
        fixed (nint* inputHandles = inputs.Handles, outputHandles = outputs)
        {
            NativeStatus.Check(NativeApi.Run(
                session.Handle, options.Handle, inputPointers, inputHandles, (nuint)inputNames.Count, outputPointers, (nuint)outputNames.Count, outputHandles));
        }
    }

    /// <summary>Every handle has an owner by now, so that nothing leaks when reading a value's type throws.</summary>
    internal static DisposableList<OrtValue> Own(ValueHandle[] owners)
    {
        try
        {
            return new DisposableList<OrtValue>(Array.ConvertAll(owners, owner => new OrtValue(owner)));
        }
        catch
        {
            Array.ForEach(owners, owner => owner.Dispose());
            throw;
        }
    }

    private static void CheckCounts(string kind, int names, int values)
    {
        if (names != values)
        {
            throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"{names} {kind} names were given with {values} {kind} values");
        }
    }
}
