using System.Text.Json;
using CsCheck;

namespace OptosAdvance.Dicom.Contracts.Tests;

public sealed class EquatableListTests
{
    [Fact]
    public void Lists_of_equal_items_are_equal() => Gen.Int.Array.Sample(items =>
    {
        EquatableList<int> one = items;
        var two = items.ToEquatableList();
        return one.Equals(two) && one.GetHashCode() == two.GetHashCode() && one.SequenceEqual(items);
    });

    [Fact]
    public void A_later_change_of_the_array_does_not_change_the_list()
    {
        string[] items = ["a", "b"];
        EquatableList<string> list = items;

        items[0] = "x";

        Assert.Equal(["a", "b"], list);
    }

    [Fact]
    public void Order_and_number_count()
    {
        EquatableList<string> list = ["a", "b"];

        Assert.NotEqual<EquatableList<string>>(["b", "a"], list);
        Assert.NotEqual<EquatableList<string>>(["a"], list);
    }

    [Theory]
    [InlineData("[]", 0)]
    [InlineData("null", 0)]
    [InlineData("[\"a\",\"b\"]", 2)]
    public void Is_a_json_array(string json, int count) =>
        Assert.Equal(count, JsonSerializer.Deserialize<EquatableList<string>>(json, ContractJson.Options)!.Count);
}
