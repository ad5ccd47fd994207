using System.Runtime.InteropServices;
using System.Text;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>
/// Values tied to a session's inputs and outputs, for running it many times over the same memory. A bound value is kept
/// alive, and its managed memory pinned, until it is unbound, also when the caller disposes of it. Not for use by two
/// threads at once.
/// </summary>
public class OrtIoBinding : SafeHandle
{
    private readonly SessionHandle? session;
    private readonly InferenceSession model;
    private readonly Dictionary<string, ValueHandle> inputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ValueHandle> outputs = new(StringComparer.Ordinal);

    internal unsafe OrtIoBinding(InferenceSession session)
        : base(0, true)
    {
        model = session;
        using var owner = new Borrowed(session.Handle);
        nint binding;
        NativeStatus.Check(NativeApi.CreateIoBinding(owner.Handle, &binding));
        this.session = session.Handle.Keep();
        SetHandle(binding);
    }

    public override bool IsInvalid => handle == 0;

    /// <exception cref="OnnxRuntimeException">The model has no input of this name.</exception>
    public unsafe void BindInput(string name, OrtValue ortValue)
    {
        ArgumentNullException.ThrowIfNull(ortValue);
        CheckInput(name);
        using var binding = new Borrowed(this);
        using var value = new Borrowed(ortValue.Handle);
        fixed (byte* text = Utf8.ZeroTerminated(name))
        {
            NativeStatus.Check(NativeApi.BindInput(binding.Handle, text, value.Handle));
        }

        Remember(inputs, name, ortValue.Handle);
    }

    /// <summary>The run writes into this value, which must have the output's type and shape.</summary>
    public unsafe void BindOutput(string name, OrtValue ortValue)
    {
        ArgumentNullException.ThrowIfNull(ortValue);
        CheckOutput(name);
        using var binding = new Borrowed(this);
        using var value = new Borrowed(ortValue.Handle);
        fixed (byte* text = Utf8.ZeroTerminated(name))
        {
            NativeStatus.Check(NativeApi.BindOutput(binding.Handle, text, value.Handle));
        }

        Remember(outputs, name, ortValue.Handle);
    }

    /// <summary>Every run allocates this output anew; read it with <see cref="GetOutputValues"/>.</summary>
    public unsafe void BindOutputToDevice(string name, OrtMemoryInfo memInfo)
    {
        CheckOutput(name);
        using var binding = new Borrowed(this);
        using var memory = new Borrowed(memInfo);
        fixed (byte* text = Utf8.ZeroTerminated(name))
        {
            NativeStatus.Check(NativeApi.BindOutputToDevice(binding.Handle, text, memory.Handle));
        }

        Forget(outputs, name);
    }

    public void ClearBoundInputs()
    {
        using var binding = new Borrowed(this);
        NativeApi.ClearBoundInputs(binding.Handle);
        ForgetAll(inputs);
    }

    public void ClearBoundOutputs()
    {
        using var binding = new Borrowed(this);
        NativeApi.ClearBoundOutputs(binding.Handle);
        ForgetAll(outputs);
    }

    /// <summary>In the order in which they were bound.</summary>
    public unsafe string[] GetOutputNames()
    {
        using var binding = new Borrowed(this);
        var allocator = OrtAllocator.DefaultHandle;
        byte* text = null;
        nuint* lengths = null;
        nuint count = 0;
        NativeStatus.Check(NativeApi.GetBoundOutputNames(binding.Handle, allocator, &text, &lengths, &count));
        if (count == 0)
        {
            return [];
        }

        var names = new string[count];
        var next = text;
        for (var index = 0; index < names.Length; index++)
        {
            names[index] = Encoding.UTF8.GetString(next, (int)lengths[index]);
            next += lengths[index];
        }

        NativeStatus.Check(NativeApi.AllocatorFree(allocator, text));
        NativeStatus.Check(NativeApi.AllocatorFree(allocator, lengths));
        return names;
    }

    /// <summary>The outputs of the last run, in the order in which they were bound; the caller disposes of them.</summary>
    public unsafe IDisposableReadOnlyCollection<OrtValue> GetOutputValues()
    {
        using var binding = new Borrowed(this);
        var allocator = OrtAllocator.DefaultHandle;
        nint* values = null;
        nuint count = 0;
        NativeStatus.Check(NativeApi.GetBoundOutputValues(binding.Handle, allocator, &values, &count));
        if (count == 0)
        {
            return new DisposableList<OrtValue>([]);
        }

        // An output bound to a value of the caller's lies in that value's memory.
        var names = GetOutputNames();
        var owners = new ValueHandle[count];
        for (var index = 0; index < owners.Length; index++)
        {
            owners[index] = new ValueHandle(values[index], outputs.GetValueOrDefault(names[index]));
        }

        NativeStatus.Check(NativeApi.AllocatorFree(allocator, values));
        return InferenceSession.Own(owners);
    }

    protected override bool ReleaseHandle()
    {
        NativeApi.ReleaseIoBinding(handle);
        ForgetAll(inputs);
        ForgetAll(outputs);
        session?.DangerousRelease();
        return true;
    }

    // Checked here, because ONNX Runtime 1.30 refuses an unknown input and is left with a binding that refuses every other.
    private void CheckInput(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!model.InputMetadata.ContainsKey(name) && !model.OverridableInitializerMetadata.ContainsKey(name))
        {
            throw Unknown("input", name, model.InputNames);
        }
    }

    private void CheckOutput(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!model.OutputMetadata.ContainsKey(name))
        {
            throw Unknown("output", name, model.OutputNames);
        }
    }

    private static OnnxRuntimeException Unknown(string kind, string name, IReadOnlyList<string> known) =>
        new(ErrorCode.InvalidArgument, $"the model has no {kind} '{name}'; it has {string.Join(", ", known)}");

    private static void Remember(Dictionary<string, ValueHandle> bound, string name, ValueHandle value)
    {
        value.Keep();
        Forget(bound, name);
        bound[name] = value;
    }

    private static void Forget(Dictionary<string, ValueHandle> bound, string name)
    {
        if (bound.Remove(name, out var old))
        {
            old.DangerousRelease();
        }
    }

    private static void ForgetAll(Dictionary<string, ValueHandle> bound)
    {
        foreach (var value in bound.Values)
        {
            value.DangerousRelease();
        }

        bound.Clear();
    }
}
