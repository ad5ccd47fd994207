using System.Reflection;
using PrivacyGate.Onnx.Gradients.Rules;

namespace PrivacyGate.Onnx.Tests.Gradients;

public class RuleLawTests
{
    [Fact]
    public void Every_rule_is_checked_by_finite_differences()
    {
        string[] checkedOperators = [.. typeof(RuleLawTests).Assembly.GetTypes()
            .SelectMany(static type => type.GetMethods())
            .Where(static method => method.GetCustomAttribute<FactAttribute>() is { Skip: null })
            .Select(static method => method.GetCustomAttribute<ChecksRuleAttribute>())
            .SelectMany(static attribute => attribute?.Operators ?? [])];
        Assert.Empty(GradientRules.All.Select(static rule => rule.Operator).Except(checkedOperators));
    }
}
