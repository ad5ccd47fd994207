using PrivacyGate.Onnx.Runtime;

namespace PrivacyGate.Onnx.Tests.Runtime;

public class RuntimeTextTests
{
    [Theory]
    [InlineData("[ErrorCode:InvalidArgument] Non-zero status code returned while running Gather node. Name:'Gather_3' Status Message: indices element out of data bounds, idx=7731 must be within the inclusive range [-3,2]", "[ErrorCode:InvalidArgument] Non-zero status code returned while running Gather node. Name:'Gather_3' Status Message: indices element out of data bounds, idx ...")]
    [InlineData("[ErrorCode:Fail] unknown category 'Jane Doe'", "[ErrorCode:Fail] unknown category ...")]
    [InlineData("[ErrorCode:Fail] out of memory", "[ErrorCode:Fail] out of memory")]
    [InlineData("Status Message: 17.99 is no index", "Status Message:  ...")]
    public void Nothing_of_a_value_is_left(string message, string told) => Assert.Equal(told, RuntimeText.WithoutValues(message));
}
