<?php
/**
 * Tests of the plugin without WordPress. `php integrations/woocommerce/tests/run.php` prints each fact; exit 1 if one fails.
 */

require __DIR__ . '/wordpress.php';

$failed = 0;

function fact( $text, $holds ) {
	global $failed;
	echo ( $holds ? 'ok   ' : 'FAIL ' ) . $text . "\n";
	$failed += $holds ? 0 : 1;
}

function pick( $cause ) {
	$_POST['cause'] = $cause;
	try {
		printed( 'wc_ajax_wellspring_pick' );
	} catch ( Sent $sent ) {
		ob_end_clean();
		return json_decode( $sent->getMessage(), true )['cause'];
	}
}

fact( 'before it is set up it shows nothing', '' === printed( 'woocommerce_before_cart_totals' ) . printed( 'wp_footer' ) );
fact( 'and writes nothing on a receipt', '' === printed( 'woocommerce_email_after_order_table', new Order(), false, false ) );

$entered = wellspring_sanitise(
	array(
		'module'    => ' https://give.tarnfell.example/elements/0123456789abcdef/wellspring.js ',
		'integrity' => 'sha384-' . str_repeat( 'A', 64 ),
		'shop'      => 'woocommerce/blog',
	)
);
fact( 'the settings take what the command prints', ! in_array( '', $entered, true ) );
$refused = wellspring_sanitise( array( 'module' => 'https://x/"><script>', 'integrity' => 'md5', 'shop' => 'shopify/web' ) );
fact( 'and leave anything else empty', array( '', '', '' ) === array_values( $refused ) );
$GLOBALS['options']['wellspring'] = $entered;

$html = printed( 'woocommerce_before_cart_totals' );
fact( 'the cart shows the causes of its connection', false !== strpos( $html, '<wellspring-causes shop="woocommerce/blog" name="wellspring_cause" value="">' ) );
fact( 'and what its goods give, without tax', false !== strpos( $html, '<wellspring-gives shop="woocommerce/blog" currency="EUR" amount="50.00">' ) );
$block = $GLOBALS['hooks']['render_block_woocommerce/checkout'][0];
fact( 'a checkout of blocks has them before it', $html . '<div>' === $block( '<div>' ) );
$scripts = printed( 'wp_footer' );
fact( 'the module is loaded by its hash', false !== strpos( $scripts, 'integrity="sha384-AAAA' ) );
fact( 'a pick is told to WooCommerce', false !== strpos( $scripts, '?wc-ajax=wellspring_pick' ) );

fact( 'a pick is kept with the cart', 'clean-rivers' === pick( 'clean-rivers' ) && 'clean-rivers' === wellspring_pick() );
foreach ( array( 'woocommerce_checkout_create_order', 'woocommerce_store_api_checkout_update_order_meta' ) as $hook ) {
	$order = new Order();
	printed( $hook, $order );
	fact( "the order carries it: $hook", 'clean-rivers' === $order->get_meta( 'wellspring_cause' ) );
}
fact( 'the shop sees it beside the order', false !== strpos( printed( 'woocommerce_admin_order_data_after_billing_address', $order ), 'clean-rivers' ) );
fact( 'the thanks name goods and pick', false !== strpos( printed( 'woocommerce_order_details_after_order_table', $order ), 'currency="EUR" amount="50.00" cause="clean-rivers"' ) );
foreach ( array( '"><script>', 'Clean Rivers', str_repeat( 'a', 49 ), array( 'x' ), '' ) as $odd ) {
	fact( 'what is no short name is no pick: ' . substr( json_encode( $odd ), 0, 20 ), '' === pick( $odd ) );
}
printed( 'woocommerce_checkout_create_order', $order );
fact( 'a pick that was taken back leaves the order', '' === $order->get_meta( 'wellspring_cause' ) );

$order->update_meta_data( 'wellspring_cause', 'clean-rivers' );
$given             = array( 'order' => array( 'Für diese Bestellung gibt Tarnfell 1,00 € <b>' ), 'recipients' => array( 'Empfänger: Silverbeck' ) );
$view              = array( 'gives' => array( 'picks' => array( 'clean-rivers' => $given ), 'disclosure' => array( '2 % des Einkaufs' ) ) );
$GLOBALS['answer'] = array( 'code' => 200, 'body' => json_encode( $view ) );
$receipt           = printed( 'woocommerce_email_after_order_table', $order, false, false );
fact( 'the receipt says what the order gives, escaped, with its terms', '<p>Für diese Bestellung gibt Tarnfell 1,00 € &lt;b&gt;</p><p>Empfänger: Silverbeck</p><p>2 % des Einkaufs</p>' === $receipt );
$unpicked = new Order();
$view['gives']['picks'][''] = $given;
$view['thanks']         = array( 'claim' => 'Wählen Sie, wohin es geht' );
$GLOBALS['answer']      = array( 'code' => 200, 'body' => json_encode( $view ) );
$claim                  = 'https://give.tarnfell.example/c/D94YHYW3DFG7QAP491D43682H7';
fact( 'the receipt of an order without a pick has its claim link', false !== strpos( printed( 'woocommerce_email_after_order_table', $unpicked, false, false ), 'Wählen Sie, wohin es geht: ' . $claim ) );
fact( 'and so have the thanks', false !== strpos( printed( 'woocommerce_order_details_after_order_table', $unpicked ), 'claim="' . $claim . '"' ) );
$unpicked->key = 'wc_order_5a0b1c2d3e4f5';
fact( 'but not one whose key can be guessed', false === strpos( printed( 'woocommerce_order_details_after_order_table', $unpicked ), '/c/' ) );
list( $url, $how ) = end( $GLOBALS['asked'] );
fact( 'and asks the site for it once, briefly, for nobody', 'https://give.tarnfell.example/api/shop/woocommerce/blog?lang=de&currency=EUR&amount=50.00' === $url && 3 === $how['timeout'] );
fact( 'a plain receipt has lines', 3 === substr_count( printed( 'woocommerce_email_after_order_table', $order, false, true ), "\n" ) );
fact( "the shop's own mail has none", '' === printed( 'woocommerce_email_after_order_table', $order, true, false ) );
foreach ( array( null, array( 'code' => 503, 'body' => '{}' ), array( 'code' => 200, 'body' => 'no' ), array( 'code' => 200, 'body' => '{"gives":{"picks":[]}}' ) ) as $answer ) {
	$GLOBALS['answer'] = $answer;
	fact( 'a receipt says nothing where the site answers ' . json_encode( $answer ), '' === printed( 'woocommerce_email_after_order_table', $order, false, false ) );
}
printed( 'woocommerce_thankyou', 7 );
fact( 'the next cart begins without a pick', '' === wellspring_pick() );
$GLOBALS['shop']->cart->total = 0.0;
fact( 'an empty cart shows nothing', '' === printed( 'woocommerce_before_cart_totals' ) );

exit( $failed > 0 ? 1 : 0 );
