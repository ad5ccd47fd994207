using System.Buffers;

namespace PrivacyGate.Onnx.Runtime;

/// <summary>What ONNX Runtime says when a run fails, without what it says of the values: no message may repeat a record.</summary>
internal static class RuntimeText
{
    private const string Status = "Status Message: ";

    /// <summary>The first character of anything that may be a value, or computed from one.</summary>
    private static readonly SearchValues<char> Values = SearchValues.Create("0123456789'\"`:={}[]()<>");

    /// <param name="message">Which operator failed, then why: "... Name:'Gather_3' Status Message: indices element out of data bounds, idx=88 must be ...".</param>
    public static string WithoutValues(string message)
    {
        var why = message.IndexOf(Status, StringComparison.Ordinal);
        (var operation, var reason) = why < 0 ? ("", message) : (message[..(why + Status.Length)], message[(why + Status.Length)..]);
        if (why < 0 && reason.StartsWith("[ErrorCode:", StringComparison.Ordinal) && reason.IndexOf(']', StringComparison.Ordinal) is > 0 and var end)
        {
            (operation, reason) = (reason[..(end + 1)], reason[(end + 1)..]);
        }

        var cut = reason.AsSpan().IndexOfAny(Values);
        return operation + (cut < 0 ? reason : reason[..cut].TrimEnd() + " ...");
    }
}
